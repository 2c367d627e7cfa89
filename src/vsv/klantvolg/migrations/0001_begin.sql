-- Klantvolg: jongeren, and the aanmeldingen by which organisations follow them.
--
-- A role that serves one organisation never gets at a person by a key it could guess: it finds and signs up people
-- only through the functions below, which ask for the encrypted BSN.

-- With which key the BSN's here are encrypted: all of them with the same one, so that a BSN has one ciphertext.
CREATE TABLE bsn_sleutel (
    enige  boolean PRIMARY KEY DEFAULT true CHECK (enige),   -- there is one row, made with the first key used
    nummer smallint NOT NULL,                                -- number of the key in the key file
    proef  bytea NOT NULL                                    -- a fixed text, encrypted: shows another key of that number
);
COMMENT ON TABLE bsn_sleutel IS 'Number of the key that all BSNs are encrypted with; no key';

CREATE TABLE jongere (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- internal key, also of the facts
    uuid          uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),    -- the name by which others know this person
    bsn           bytea NOT NULL UNIQUE,     -- AES-SIV of the nine digits: searchable, not readable
    geboortedatum date,                      -- null = unknown
    geboortedatum_op timestamptz NOT NULL DEFAULT clock_timestamp(),  -- what geboortedatum says is known to us since
    gemaakt_op    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE jongere IS 'A person somebody follows or has followed; the only table with a BSN, encrypted';

CREATE TABLE aanmelding (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie     bigint NOT NULL REFERENCES organisatie,
    jongere         bigint NOT NULL REFERENCES jongere,
    kenmerk         text CHECK (length(kenmerk) <= 100),      -- the organisation's own reference
    aanmelddatum    date NOT NULL,
    uiterlijk       date,                    -- 27th birthday: following stops on this day, whatever else (WEB 9.2.1)
    -- Known to us since. The clock and not the start of the transaction: who waits for all writers of this table
    -- then knows that nothing can appear any more with an earlier moment.
    geregistreerd_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    afmelddatum     date CHECK (afmelddatum >= aanmelddatum), -- first day no longer followed; null = still followed
    afmeldreden     text CHECK (afmeldreden IN ('STARTKWALIFICATIE', 'INGESCHREVEN', 'WERK', 'VERHUISD', 'VERTROKKEN',
                                           'OVERLEDEN', 'OVERGEDRAGEN', 'LEEFTIJD', 'ONTERECHT', 'ANDERS')),
    overgedragen_aan bigint REFERENCES organisatie,           -- who follows from afmelddatum on, when handed over
    afgemeld_op     timestamptz,             -- known to us since; null = no afmelding known
    CHECK ((afmeldreden IS NOT DISTINCT FROM 'OVERGEDRAGEN') = (overgedragen_aan IS NOT NULL)),
    CHECK ((afmelddatum IS NULL) = (afgemeld_op IS NULL)),
    CHECK ((afmelddatum IS NULL) = (afmeldreden IS NULL))
);
COMMENT ON TABLE aanmelding IS 'An organisation follows a person from aanmelddatum until afmelddatum or the 27th birthday';
CREATE INDEX ON aanmelding (jongere);
CREATE INDEX ON aanmelding (organisatie, jongere);

-- One organisation follows a person once at a time. The index refuses two open aanmeldingen, the trigger one that
-- overlaps any other. Together they do what an exclusion constraint on ranges does, at a tenth of its price in bulk.
CREATE UNIQUE INDEX een_open_aanmelding ON aanmelding (organisatie, jongere) WHERE afmelddatum IS NULL;

-- Waits until it is our turn to add aanmeldingen of these organisations; the turn ends with the transaction.
CREATE FUNCTION klantvolg_beurt(organisaties bigint[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtext('klantvolg.aanmelden'), organisatie::int)
    FROM (SELECT DISTINCT unnest(organisaties) AS organisatie ORDER BY 1) AS op_volgorde
$$;

CREATE FUNCTION aanmelding_overlapt_niet() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM klantvolg_beurt((SELECT array_agg(DISTINCT organisatie) FROM nieuw));
    IF EXISTS (SELECT FROM nieuw n
               JOIN aanmelding a ON a.organisatie = n.organisatie AND a.jongere = n.jongere AND a.id <> n.id
               WHERE daterange(a.aanmelddatum, a.afmelddatum) && daterange(n.aanmelddatum, n.afmelddatum)) THEN
        RAISE exclusion_violation USING MESSAGE = 'aanmelding overlaps another of the same organisation and person';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER overlapt_niet AFTER INSERT ON aanmelding
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION aanmelding_overlapt_niet();

-- What was once known about the end is not changed afterwards: past reports rest on it.
CREATE FUNCTION afmelding_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE integrity_constraint_violation USING MESSAGE = 'an afmelding is never changed or undone';
END
$$;
CREATE TRIGGER afmelding_staat_vast BEFORE UPDATE ON aanmelding FOR EACH ROW
    WHEN (OLD.afmelddatum IS NOT NULL
          AND (OLD.afmelddatum, OLD.afmeldreden, OLD.overgedragen_aan, OLD.afgemeld_op)
              IS DISTINCT FROM (NEW.afmelddatum, NEW.afmeldreden, NEW.overgedragen_aan, NEW.afgemeld_op))
    EXECUTE FUNCTION afmelding_staat_vast();

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

-- Number and proof of the key in use; those given become it when there is none yet. Until the end of the transaction
-- the key stays the same: a rotation waits.
CREATE FUNCTION klantvolg_sleutel(nieuw_nummer smallint, nieuwe_proef bytea, OUT nummer smallint, OUT proef bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('klantvolg.sleutel'));
    IF NOT EXISTS (SELECT FROM bsn_sleutel) THEN
        INSERT INTO bsn_sleutel (nummer, proef) VALUES (nieuw_nummer, nieuwe_proef) ON CONFLICT DO NOTHING;
    END IF;
    SELECT s.nummer, s.proef INTO nummer, proef FROM bsn_sleutel s;
END
$$;

-- The persons with these encrypted BSN's, as far as they are known, each with its place in the question; and whether
-- the birth date given is the one known: null when one of the two is not known.
CREATE FUNCTION klantvolg_vind(bsns bytea[], geboortedata date[])
RETURNS TABLE (volgorde bigint, jongere bigint, geboortedatum_klopt boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT v.volgorde, j.id, v.geboortedatum = j.geboortedatum
    FROM unnest(bsns, geboortedata) WITH ORDINALITY AS v (bsn, geboortedatum, volgorde)
    JOIN jongere j USING (bsn)
$$;

-- Makes the persons with these encrypted BSN's that are not there yet; those that are stay as they are. Two that do
-- this at the same moment wait for one another, and one of them makes the person.
CREATE FUNCTION klantvolg_maak(bsns bytea[], geboortedata date[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    LOCK TABLE aanmelding IN ROW EXCLUSIVE MODE;   -- see geregistreerd_op
    INSERT INTO jongere (bsn, geboortedatum)
    SELECT DISTINCT ON (v.bsn) v.bsn, v.geboortedatum
    FROM unnest(bsns, geboortedata) AS v (bsn, geboortedatum)
    WHERE NOT EXISTS (SELECT FROM jongere j WHERE j.bsn = v.bsn)
    ORDER BY v.bsn, v.geboortedatum NULLS LAST
    ON CONFLICT (bsn) DO NOTHING
$$;

-- Fills in birth dates that were not known, and with them the last day of the aanmeldingen of these persons.
CREATE FUNCTION klantvolg_vul_geboortedatum(bsns bytea[], geboortedata date[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    LOCK TABLE aanmelding IN ROW EXCLUSIVE MODE;   -- see geregistreerd_op
    WITH gevuld AS (
        UPDATE jongere j SET geboortedatum = v.geboortedatum, geboortedatum_op = clock_timestamp()
        FROM (SELECT DISTINCT ON (bsn) bsn, geboortedatum FROM unnest(bsns, geboortedata) AS v (bsn, geboortedatum)
              WHERE geboortedatum IS NOT NULL ORDER BY bsn, geboortedatum) AS v
        WHERE j.bsn = v.bsn AND j.geboortedatum IS NULL
        RETURNING j.id, j.geboortedatum)
    UPDATE aanmelding a SET uiterlijk = zevenentwintigste_verjaardag(g.geboortedatum)
    FROM gevuld g WHERE a.jongere = g.id
$$;

-- Adds aanmeldingen of persons that are known, in the order given; those of a past that is over come with their
-- afmelddatum.
CREATE FUNCTION klantvolg_voeg_toe(organisaties bigint[], bsns bytea[], aanmelddata date[], afmelddata date[],
                                   kenmerken text[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO aanmelding (organisatie, jongere, kenmerk, aanmelddatum, uiterlijk, afmelddatum, afmeldreden,
                            afgemeld_op)
    SELECT v.organisatie, j.id, v.kenmerk, v.aanmelddatum, zevenentwintigste_verjaardag(j.geboortedatum),
           v.afmelddatum, CASE WHEN v.afmelddatum IS NOT NULL THEN 'ANDERS' END,
           CASE WHEN v.afmelddatum IS NOT NULL THEN clock_timestamp() END
    FROM unnest(organisaties, bsns, aanmelddata, afmelddata, kenmerken) WITH ORDINALITY
         AS v (organisatie, bsn, aanmelddatum, afmelddatum, kenmerk, volgorde)
    JOIN jongere j USING (bsn)
    ORDER BY v.volgorde
$$;

-- The same for the organisation this transaction acts for, and for no other.
CREATE FUNCTION klantvolg_meld_aan(bsns bytea[], geboortedata date[], aanmelddata date[], kenmerken text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT klantvolg_vul_geboortedatum(bsns, geboortedata);
    SELECT klantvolg_voeg_toe(array_fill(vsv_organisatie(), ARRAY[cardinality(bsns)]), bsns, aanmelddata,
                              array_fill(NULL::date, ARRAY[cardinality(bsns)]), kenmerken)
$$;

-- Opens an aanmelding at `naar` for a person whom the organisation of this transaction hands over to it, in this same
-- transaction, on `datum`; and logs it there. Gives 'OVERGEDRAGEN', 'VOLGT_AL' when `naar` follows this person already,
-- or 'AANMELDING_OVERLAPT' when it did so after that day.
CREATE FUNCTION klantvolg_ontvang(wie bigint, naar bigint, datum date, door text, langs text, spoor text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aanmelding a
                   WHERE a.organisatie = vsv_organisatie() AND a.jongere = wie AND a.afmelddatum = datum
                     AND a.overgedragen_aan = naar AND a.xmin = pg_current_xact_id()::xid) THEN
        RAISE insufficient_privilege USING MESSAGE = 'only who follows a person can hand that person over';
    END IF;
    IF EXISTS (SELECT FROM aanmelding WHERE organisatie = naar AND jongere = wie AND afmelddatum IS NULL) THEN
        RETURN 'VOLGT_AL';
    END IF;
    IF EXISTS (SELECT FROM aanmelding WHERE organisatie = naar AND jongere = wie AND afmelddatum > datum
               AND afmelddatum > aanmelddatum) THEN
        RETURN 'AANMELDING_OVERLAPT';
    END IF;
    INSERT INTO aanmelding (organisatie, jongere, aanmelddatum, uiterlijk)
    SELECT naar, j.id, datum, zevenentwintigste_verjaardag(j.geboortedatum) FROM jongere j WHERE j.id = wie;
    INSERT INTO logregel (actor, oorsprong, organisatie, actie, jongere, resultaat, trace)
    VALUES (door, langs, naar, 'klantvolg.ontvangen', wie, 'gelukt', spoor);
    RETURN 'OVERGEDRAGEN';
END
$$;

REVOKE ALL ON FUNCTION klantvolg_sleutel, klantvolg_vind, klantvolg_maak, klantvolg_vul_geboortedatum,
                       klantvolg_voeg_toe, klantvolg_meld_aan, klantvolg_ontvang FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_sleutel, klantvolg_vind, klantvolg_maak TO vsv_web, vsv_werker;
GRANT EXECUTE ON FUNCTION klantvolg_meld_aan, klantvolg_ontvang TO vsv_web;
GRANT EXECUTE ON FUNCTION klantvolg_vul_geboortedatum, klantvolg_voeg_toe TO vsv_werker;

ALTER TABLE jongere ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON jongere FOR SELECT TO vsv_web
    USING (EXISTS (SELECT FROM actieve_aanmelding a WHERE a.jongere = jongere.id AND a.organisatie = vsv_organisatie()));
CREATE POLICY werker ON jongere TO vsv_werker USING (true) WITH CHECK (true);
ALTER TABLE aanmelding ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON aanmelding TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON aanmelding TO vsv_werker USING (true) WITH CHECK (true);

GRANT SELECT ON jongere, aanmelding, actieve_aanmelding TO vsv_web;
GRANT UPDATE (afmelddatum, afmeldreden, overgedragen_aan, afgemeld_op) ON aanmelding TO vsv_web;
GRANT SELECT ON actieve_aanmelding TO vsv_werker;
GRANT SELECT, INSERT, UPDATE ON jongere, aanmelding TO vsv_werker;
GRANT SELECT, UPDATE ON bsn_sleutel TO vsv_werker;
