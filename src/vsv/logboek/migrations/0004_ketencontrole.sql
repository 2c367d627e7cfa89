-- What checking the chain found, so that a page can say it. It holds no people's data and no lines: everyone may read it.
CREATE TABLE ketencontrole (
    nummer           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gecontroleerd_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    volledig         boolean NOT NULL,   -- every link was recomputed; otherwise those since the last good check
    zegels           bigint NOT NULL,
    regels           bigint NOT NULL,    -- under a seal
    open             bigint NOT NULL,    -- not yet under a seal
    kop              text NOT NULL,      -- the last seal in hexadecimal; '' = there is none
    breuk            text                -- what is wrong with the first broken link, in Dutch; null = whole
);
COMMENT ON TABLE ketencontrole IS 'Outcome of each check of the chain over the log; no people''s data';

GRANT SELECT ON ketencontrole TO vsv_web, vsv_beheer, vsv_werker;
GRANT INSERT ON ketencontrole TO vsv_werker;

-- Reading the log, the newest line first: of an organisation, of one user there, of one kind of thing that was done, and
-- of what did not succeed. Lines of the service itself (organisatie null) come in bulk and are read per person; they are
-- not in here.
CREATE INDEX ON logregel (organisatie, tijdstip, nummer) WHERE organisatie IS NOT NULL;
CREATE INDEX ON logregel (organisatie, actor, tijdstip, nummer) WHERE organisatie IS NOT NULL;
CREATE INDEX ON logregel (organisatie, actie, tijdstip, nummer) WHERE organisatie IS NOT NULL;
CREATE INDEX ON logregel (organisatie, tijdstip, nummer) WHERE organisatie IS NOT NULL AND resultaat <> 'gelukt';
