-- Meldingen: the outbox. What an organisation is told, in the order in which it came about.
--
-- A melding says that there is something to know, and about what by our opaque uuid; what it is has to be fetched, with
-- the rights of who fetches (NLgov CloudEvents: no personal data).

CREATE TABLE melding (
    volgnummer  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- in order: meldingen are added one run at a time
    uuid        uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),   -- id of the CloudEvent
    organisatie bigint NOT NULL REFERENCES organisatie,
    soort       text NOT NULL CHECK (soort ~ '^[a-z-]+$'),        -- prioriteit-gewijzigd: nl.vsv.prioriteit-gewijzigd.v1
    onderwerp   uuid,                                             -- of a jongere or voorstel; null = the organisation as a whole
    aanleiding  text NOT NULL,                                    -- what brought it about, such as `run 12`
    gemaakt_op  timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE NULLS NOT DISTINCT (aanleiding, organisatie, soort, onderwerp)   -- said once
);
COMMENT ON TABLE melding IS 'What an organisation is told: that there is something to know, and about whom by uuid';
CREATE INDEX ON melding (organisatie, volgnummer);

ALTER TABLE melding ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON melding FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY werker ON melding TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON melding TO vsv_web;
GRANT SELECT, INSERT ON melding TO vsv_werker;
