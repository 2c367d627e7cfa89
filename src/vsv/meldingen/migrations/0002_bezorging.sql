-- Delivery: who wants to be told what, and what became of telling it. No personal data; about whom a melding is stands
-- in `melding` alone.

ALTER TABLE melding ADD COLUMN peildatum date;   -- of the report it is about
COMMENT ON COLUMN melding.peildatum IS 'Day of the report it is about; null = about no report, or of before this column';

-- Software of a vendor that wants to hear what there is to know for an organisation.
CREATE TABLE abonnement (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    organisatie       bigint NOT NULL REFERENCES organisatie,
    client            text NOT NULL CHECK (client ~ '^[0-9]{20}$'),              -- OIN of the vendor
    doel              text NOT NULL CHECK (length(doel) BETWEEN 9 AND 500),      -- URL where it hears it
    soorten           text[] NOT NULL CHECK (cardinality(soorten) > 0),
    geheim            bytea,                       -- to sign with, encrypted; gone when the abonnement has ended
    sleutel           smallint,                    -- number of the key it is encrypted with
    vanaf             bigint NOT NULL,             -- volgnummer: meldingen up to here are not for it, or were put in line
    laatste           integer NOT NULL DEFAULT 0,  -- nummer of its last bezorging
    actief            boolean NOT NULL DEFAULT true,
    gestopt_op        timestamptz,
    gestopt_door      text CHECK (gestopt_door IN ('CLIENT', 'ONTVANGER', 'MACHTIGING')),  -- asked by the vendor; 410 Gone; withdrawn
    fouten_op_rij     integer NOT NULL DEFAULT 0,
    rust_tot          timestamptz,                 -- nothing is tried before; null = it goes well
    laatst_bezorgd_op timestamptz,
    gemaakt_op        timestamptz NOT NULL DEFAULT clock_timestamp(),
    beeindigd_op      timestamptz,
    CHECK (actief = (gestopt_op IS NULL AND beeindigd_op IS NULL)),
    CHECK ((gestopt_op IS NULL) = (gestopt_door IS NULL)),
    CHECK ((geheim IS NULL) = (beeindigd_op IS NOT NULL) AND (geheim IS NULL) = (sleutel IS NULL))
);
COMMENT ON TABLE abonnement IS 'Who wants to be told what, and where';
CREATE INDEX ON abonnement (organisatie, client);

-- A melding on its way to an abonnement.
CREATE TABLE bezorging (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    organisatie        bigint NOT NULL REFERENCES organisatie,
    abonnement         bigint NOT NULL REFERENCES abonnement ON DELETE CASCADE,
    melding            bigint REFERENCES melding ON DELETE CASCADE,   -- null = a test
    nummer             integer NOT NULL CHECK (nummer > 0),           -- within the abonnement, without gaps: `sequence`
    stand              text NOT NULL DEFAULT 'WACHT' CHECK (stand IN ('WACHT', 'BEZORGD', 'GEPARKEERD')),
    pogingen           integer NOT NULL DEFAULT 0,                    -- since it waits
    gemaakt_op         timestamptz NOT NULL DEFAULT clock_timestamp(),
    wacht_sinds        timestamptz NOT NULL DEFAULT clock_timestamp(),   -- three days later it is parked
    volgende_poging_op timestamptz DEFAULT clock_timestamp(),
    laatste_status     smallint,                                      -- HTTP status of the last answer; null = none
    laatste_reden      text,                                          -- why it went wrong the last time
    bezorgd_op         timestamptz,
    geparkeerd_op      timestamptz,
    UNIQUE (abonnement, nummer),
    UNIQUE (abonnement, melding),
    CHECK ((stand = 'WACHT') = (volgende_poging_op IS NOT NULL)),
    CHECK ((stand = 'BEZORGD') = (bezorgd_op IS NOT NULL)),
    CHECK ((stand = 'GEPARKEERD') = (geparkeerd_op IS NOT NULL))
);
COMMENT ON TABLE bezorging IS 'A melding on its way to an abonnement, and what became of it';
CREATE INDEX bezorging_wacht ON bezorging (abonnement, nummer) WHERE stand = 'WACHT';
CREATE INDEX bezorging_geparkeerd ON bezorging (abonnement, nummer) WHERE stand = 'GEPARKEERD';
CREATE INDEX ON bezorging (melding);

-- Every time it was tried.
CREATE TABLE bezorgpoging (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie bigint NOT NULL REFERENCES organisatie,
    bezorging   bigint NOT NULL REFERENCES bezorging ON DELETE CASCADE,
    moment      timestamptz NOT NULL,
    status      smallint,            -- of the answer; null = there was none
    reden       text,                -- why it went wrong; null = delivered
    duur        integer NOT NULL     -- milliseconds
);
COMMENT ON TABLE bezorgpoging IS 'Every time that delivering was tried';
CREATE INDEX ON bezorgpoging (bezorging, id);

ALTER TABLE abonnement ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON abonnement TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON abonnement TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT (id, uuid, organisatie, client, doel, soorten, vanaf, laatste, actief, gestopt_op, gestopt_door,
              fouten_op_rij, rust_tot, laatst_bezorgd_op, gemaakt_op, beeindigd_op) ON abonnement TO vsv_web;
GRANT INSERT (organisatie, client, doel, soorten, geheim, sleutel, vanaf) ON abonnement TO vsv_web;
GRANT UPDATE (doel, soorten, geheim, sleutel, vanaf, laatste, actief, gestopt_op, gestopt_door, fouten_op_rij, rust_tot,
              beeindigd_op) ON abonnement TO vsv_web;
GRANT SELECT, UPDATE, DELETE ON abonnement TO vsv_werker;

ALTER TABLE bezorging ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON bezorging TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON bezorging TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON bezorging TO vsv_web;
GRANT INSERT (organisatie, abonnement, nummer) ON bezorging TO vsv_web;
GRANT UPDATE (stand, pogingen, wacht_sinds, volgende_poging_op, bezorgd_op, geparkeerd_op, laatste_reden) ON bezorging
    TO vsv_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON bezorging TO vsv_werker;

ALTER TABLE bezorgpoging ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON bezorgpoging FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY werker ON bezorgpoging TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON bezorgpoging TO vsv_web;
GRANT SELECT, INSERT, DELETE ON bezorgpoging TO vsv_werker;

-- Who may hear something for which organisation at this moment: what was withdrawn or blocked stops at once.
CREATE FUNCTION meldingen_gemachtigden() RETURNS TABLE (client text, organisatie bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.oin, m.organisatie FROM machtiging m JOIN client c ON c.id = m.client
    WHERE m.ingetrokken_op IS NULL AND c.geblokkeerd_op IS NULL AND 'meldingen' = ANY (m.scopes)
$$;
REVOKE ALL ON FUNCTION meldingen_gemachtigden FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meldingen_gemachtigden TO vsv_werker;

-- How many wait and are parked, over all organisations: for who runs the service.
CREATE FUNCTION meldingen_tel_bezorgingen() RETURNS TABLE (wachtend bigint, oudste timestamptz, geparkeerd bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FILTER (WHERE b.stand = 'WACHT'), min(b.wacht_sinds) FILTER (WHERE b.stand = 'WACHT'),
           count(*) FILTER (WHERE b.stand = 'GEPARKEERD')
    FROM bezorging b JOIN abonnement a ON a.id = b.abonnement
    WHERE b.stand IN ('WACHT', 'GEPARKEERD') AND a.beeindigd_op IS NULL
$$;
REVOKE ALL ON FUNCTION meldingen_tel_bezorgingen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meldingen_tel_bezorgingen TO vsv_beheer, vsv_werker;
