-- Bronnen: what the sources said, when it came in, and what could not be taken.
--
-- Facts are appended and never changed (a correction is a new row). Their natural key is (jongere, ikv, ...);
-- the record with the latest ontvangen_op holds, of equals the one of the last levering, and within a levering
-- the one with the highest volgnummer.
-- `ikv` is the inkomstenverhouding of that person: the 11 digits of the loonheffingennummer followed by the
-- four of nummer_ikv (800000195L03 and 1: 800000195030001). Amounts are cents, verloonde_uren hours.
-- Facts have no foreign keys: they are written by one set-based path that joins them to jongere first.

CREATE TABLE levering (
    id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- in order of commit (one at a time)
    controlegetal text NOT NULL,          -- SHA-256 of the content: the same one is taken again only when asked for
    herkomst      text NOT NULL,          -- name of the folder it came from
    ingelezen_op  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ON levering (controlegetal);

-- What became of the rows of a levering. Nothing is silently dropped: the counts add up by constraint.
CREATE TABLE levering_tabel (
    levering     integer NOT NULL REFERENCES levering,
    tabel        text NOT NULL,
    bestand      text NOT NULL,           -- name of the file
    aangeboden   bigint NOT NULL,         -- rows in the file
    genomen      bigint NOT NULL,         -- appended
    ongewijzigd  bigint NOT NULL,         -- already here to the letter
    niet_gevolgd bigint NOT NULL,         -- about somebody nobody follows: not kept
    geweigerd    bigint NOT NULL,         -- in uitval
    PRIMARY KEY (levering, tabel),
    CHECK (aangeboden = genomen + ongewijzigd + niet_gevolgd + geweigerd)
);

-- Quarantine: the refused rows, each fault of each.
CREATE TABLE uitval (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- in the order in which they came in
    levering integer NOT NULL REFERENCES levering,
    tabel    text NOT NULL,
    regel    integer NOT NULL,            -- line in the file (a CSV header is line 1), row number in Parquet
    kolom    text NOT NULL,
    code     text NOT NULL,
    reden    text NOT NULL,               -- Dutch; no BSN
    jongere  bigint,                      -- whose row it is; null when its BSN can't be read
    wacht_op bigint,                      -- the ikv of that jongere that was not there yet; null = refused for good
    alsnog_genomen integer REFERENCES levering,  -- the levering that brought that ikv, and this row with it
    inhoud   bytea NOT NULL,              -- AES-SIV of the row as JSON: it may hold a BSN
    sleutel  smallint NOT NULL            -- number of the key it was encrypted with
);
CREATE INDEX ON uitval (levering);
CREATE INDEX ON uitval (jongere);
CREATE INDEX uitval_wacht ON uitval (jongere, wacht_op) WHERE wacht_op IS NOT NULL AND alsnog_genomen IS NULL;

-- The facts. Each row says which levering brought it, and its place in there: the line in the file, or a
-- negative number for a row that had waited in uitval.
CREATE TABLE bevraging (
    jongere       bigint NOT NULL,
    beantwoord_op timestamptz NOT NULL,
    levering      integer NOT NULL,
    volgnummer    integer NOT NULL,
    bron          text NOT NULL CHECK (bron IN ('POLIS', 'PW', 'DGR'))
) PARTITION BY LIST (levering);

CREATE TABLE ikv (
    jongere      bigint NOT NULL,
    ikv          bigint NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    levering     integer NOT NULL,
    volgnummer   integer NOT NULL,
    datum_begin  date,                    -- null = already running, since when is unknown
    datum_einde  date,                    -- null = still running
    ingetrokken  boolean NOT NULL,
    werkgever    text,
    reden_einde  text
) PARTITION BY LIST (levering);

CREATE TABLE ikp (
    jongere      bigint NOT NULL,
    ikv          bigint NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    levering     integer NOT NULL,
    volgnummer   integer NOT NULL,
    datum_begin  date NOT NULL,
    ingetrokken  boolean NOT NULL,
    oproep       boolean,
    onbepaalde_tijd boolean,
    srtiv        text,
    aard         text,
    contracturen_per_week text
) PARTITION BY LIST (levering);

CREATE TABLE iko (
    jongere      bigint NOT NULL,
    ikv          bigint NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    loon_lbph    bigint,                  -- cents
    loon_sv      bigint,                  -- cents
    levering     integer NOT NULL,
    volgnummer   integer NOT NULL,
    datum_begin  date NOT NULL,
    datum_einde  date NOT NULL,
    verloonde_uren integer,
    ingetrokken  boolean NOT NULL
) PARTITION BY LIST (levering);

CREATE TABLE uitkering (
    jongere      bigint NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    levering     integer NOT NULL,
    volgnummer   integer NOT NULL,
    datum_begin  date NOT NULL,
    datum_einde  date,                    -- null = still running
    ingetrokken  boolean NOT NULL,
    bron         text NOT NULL CHECK (bron IN ('PW', 'UWV')),
    wet          text NOT NULL
) PARTITION BY LIST (levering);

-- Near-health data (labour disability): no grant for vsv_web; shown only through a right of its own.
CREATE TABLE doelgroep (
    jongere      bigint NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    levering     integer NOT NULL,
    volgnummer   integer NOT NULL,
    datum_begin  date NOT NULL,
    datum_einde  date,                    -- null = still current
    ingetrokken  boolean NOT NULL,
    grondslag    text NOT NULL
) PARTITION BY LIST (levering);

-- The wall: who follows a person sees the facts; the worker sees all and may only append.
-- COPY does not go into a table with row level security. So the rows stand in one partition, <table>_rij, into which
-- the worker may COPY and from which nobody may read: reading goes by the table itself, and so through the wall.
-- The rows of one person are found by the index on jongere; a range of time by the tiny index on the moment,
-- because facts come in nearly in order of time.
DO $$
DECLARE
    feit text;
BEGIN
    FOREACH feit IN ARRAY ARRAY['bevraging', 'ikv', 'ikp', 'iko', 'uitkering', 'doelgroep'] LOOP
        EXECUTE format('CREATE TABLE %1$I PARTITION OF %2$I DEFAULT', feit || '_rij', feit);
        EXECUTE format('CREATE INDEX ON %I (jongere)', feit);
        EXECUTE format('CREATE INDEX ON %I USING brin (%I) WITH (autosummarize = on)', feit,
                       CASE feit WHEN 'bevraging' THEN 'beantwoord_op' ELSE 'ontvangen_op' END);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', feit);
        EXECUTE format('CREATE POLICY gevolgd ON %1$I FOR SELECT TO vsv_web USING (EXISTS (
                            SELECT FROM actieve_aanmelding a
                            WHERE a.jongere = %1$I.jongere AND a.organisatie = vsv_organisatie()))', feit);
        EXECUTE format('CREATE POLICY werker ON %I FOR SELECT TO vsv_werker USING (true)', feit);
        EXECUTE format('GRANT SELECT ON %I TO vsv_werker', feit);
        EXECUTE format('GRANT INSERT ON %I TO vsv_werker', feit || '_rij');
        IF feit <> 'doelgroep' THEN
            EXECUTE format('GRANT SELECT ON %I TO vsv_web', feit);
        END IF;
    END LOOP;
END
$$;
ALTER TABLE uitval ENABLE ROW LEVEL SECURITY;
CREATE POLICY werker ON uitval TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON levering, levering_tabel, uitval TO vsv_werker;
GRANT UPDATE (alsnog_genomen, inhoud, sleutel) ON uitval TO vsv_werker;   -- taken after all; rotation of the key
