-- Klantvolg: jongeren, and the aanmeldingen by which organisations follow them.

CREATE TABLE jongere (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- internal key, also of the facts
    uuid          uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),    -- the name by which others know this person
    bsn           bytea NOT NULL UNIQUE,     -- AES-SIV of the nine digits: searchable, not readable
    bsn_sleutel   smallint NOT NULL,         -- number of the key it was encrypted with
    geboortedatum date,                      -- null = unknown
    gemaakt_op    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE jongere IS 'A person somebody follows or has followed; the only table with a BSN, encrypted';

CREATE TABLE aanmelding (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie     bigint NOT NULL REFERENCES organisatie,
    jongere         bigint NOT NULL REFERENCES jongere,
    kenmerk         text CHECK (length(kenmerk) <= 100),      -- the organisation's own reference
    aanmelddatum    date NOT NULL,
    uiterlijk       date,                    -- 27th birthday: following stops on this day, whatever else (WEB 9.2.1)
    geregistreerd_op timestamptz NOT NULL DEFAULT now(),      -- known to us since
    afmelddatum     date CHECK (afmelddatum >= aanmelddatum), -- first day no longer followed; null = still followed
    afmeldreden     text CHECK (afmeldreden IN ('STARTKWALIFICATIE', 'INGESCHREVEN', 'WERK', 'VERHUISD', 'VERTROKKEN',
                                           'OVERLEDEN', 'OVERGEDRAGEN', 'LEEFTIJD', 'ONTERECHT', 'ANDERS')),
    afgemeld_op     timestamptz,             -- known to us since; null = no afmelding known
    CHECK ((afmelddatum IS NULL) = (afgemeld_op IS NULL)),
    CHECK ((afmelddatum IS NULL) = (afmeldreden IS NULL)),
    -- One organisation follows a person once at a time. Ranges of one value stand for the equalities,
    -- so that no extension is needed.
    CONSTRAINT een_actieve_aanmelding EXCLUDE USING gist (
        int8range(jongere, jongere, '[]') WITH &&,
        int8range(organisatie, organisatie, '[]') WITH &&,
        daterange(aanmelddatum, afmelddatum) WITH &&)
);
COMMENT ON TABLE aanmelding IS 'An organisation follows a person from aanmelddatum until afmelddatum or the 27th birthday';
CREATE INDEX ON aanmelding (jongere);
CREATE INDEX ON aanmelding (organisatie, jongere);

-- The aanmeldingen that count today.
CREATE VIEW actieve_aanmelding WITH (security_invoker = true) AS
    SELECT * FROM aanmelding
    WHERE aanmelddatum <= current_date
      AND (afmelddatum IS NULL OR afmelddatum > current_date)
      AND (uiterlijk IS NULL OR uiterlijk > current_date);

-- The day on which someone born on `geboortedatum` turns 27; 29 February becomes 1 March.
CREATE FUNCTION zevenentwintigste_verjaardag(geboortedatum date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (geboortedatum + interval '27 years')::date
         + (extract(day FROM geboortedatum) <> extract(day FROM geboortedatum + interval '27 years'))::int
$$;

-- Finds or makes the persons with these encrypted BSN's: the way in for a role that sees only the
-- persons it follows. A birth date that was unknown is filled in; one that differs is left alone.
-- Returns for each BSN, in the order asked, the key, and whether the birth date given agrees.
CREATE FUNCTION klantvolg_vind_of_maak(bsns bytea[], sleutel smallint, geboortedata date[])
RETURNS TABLE (volgorde bigint, jongere bigint, geboortedatum_klopt boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO jongere AS j (bsn, bsn_sleutel, geboortedatum)
    SELECT DISTINCT ON (v.bsn) v.bsn, sleutel, v.geboortedatum
    FROM unnest(bsns, geboortedata) AS v (bsn, geboortedatum)
    ORDER BY v.bsn, v.geboortedatum NULLS LAST
    ON CONFLICT (bsn) DO UPDATE SET geboortedatum = EXCLUDED.geboortedatum
        WHERE j.geboortedatum IS NULL AND EXCLUDED.geboortedatum IS NOT NULL;

    UPDATE aanmelding a SET uiterlijk = zevenentwintigste_verjaardag(j.geboortedatum)
    FROM jongere j
    WHERE j.id = a.jongere AND j.bsn = ANY (bsns) AND a.uiterlijk IS NULL AND j.geboortedatum IS NOT NULL;

    SELECT v.volgorde, j.id, v.geboortedatum IS NULL OR v.geboortedatum = j.geboortedatum
    FROM unnest(bsns, geboortedata) WITH ORDINALITY AS v (bsn, geboortedatum, volgorde)
    JOIN jongere j USING (bsn);
$$;
REVOKE ALL ON FUNCTION klantvolg_vind_of_maak FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_vind_of_maak TO vsv_web, vsv_werker;

ALTER TABLE jongere ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON jongere TO vsv_web
    USING (EXISTS (SELECT FROM actieve_aanmelding a WHERE a.jongere = jongere.id AND a.organisatie = vsv_organisatie()));
CREATE POLICY werker ON jongere TO vsv_werker USING (true) WITH CHECK (true);
ALTER TABLE aanmelding ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON aanmelding TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON aanmelding TO vsv_werker USING (true) WITH CHECK (true);

GRANT SELECT ON jongere, actieve_aanmelding TO vsv_web;
GRANT SELECT, INSERT ON aanmelding TO vsv_web;
GRANT UPDATE (kenmerk, afmelddatum, afmeldreden, afgemeld_op) ON aanmelding TO vsv_web;
GRANT SELECT, INSERT, UPDATE ON jongere, aanmelding TO vsv_werker;
GRANT SELECT ON actieve_aanmelding TO vsv_werker;
