-- Klantvolg: a file that somebody handed in through the portal, between looking at it and confirming it; and ending
-- aanmeldingen by the uuid of a person.

-- One file a user and organisation, for an hour at most. Only who handed it in gets it back.
CREATE TABLE inlevering (
    organisatie  bigint NOT NULL REFERENCES organisatie,
    actor        text NOT NULL,
    uuid         uuid NOT NULL UNIQUE,          -- its name in the portal; says nothing
    inhoud       bytea,                         -- name and content, encrypted with the key of the BSN's; null = gone
    aanmelddatum date NOT NULL,                 -- for the rows that have none
    tot          timestamptz NOT NULL,          -- forgotten from this moment
    -- What was done with it: null = not confirmed yet. The content is then what was refused.
    nieuw        bigint CHECK (nieuw >= 0),
    al_bekend    bigint CHECK (al_bekend >= 0),
    vervallen    bigint CHECK (vervallen >= 0),
    geweigerd    bigint CHECK (geweigerd >= 0),
    jongeren     bigint[],                      -- who were signed up: to undo it
    PRIMARY KEY (organisatie, actor),
    CHECK (num_nulls(nieuw, al_bekend, vervallen, geweigerd, jongeren) IN (0, 5)),
    CHECK (inhoud IS NOT NULL OR nieuw IS NOT NULL)
);
COMMENT ON TABLE inlevering IS 'A file handed in, encrypted, until it is confirmed or an hour has passed';

-- Forgets what was handed in too long ago, of every organisation, and says how many that were.
CREATE FUNCTION klantvolg_vergeet_inleveringen() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH weg AS (DELETE FROM inlevering WHERE tot <= now() RETURNING 1) SELECT count(*) FROM weg
$$;

-- The keys of these persons, as far as the organisation of this transaction follows them, or did.
CREATE FUNCTION klantvolg_eigen(uuids uuid[]) RETURNS TABLE (jongere bigint, uuid uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT j.id, j.uuid FROM jongere j
    WHERE j.uuid = ANY (uuids)
      AND EXISTS (SELECT FROM aanmelding a WHERE a.jongere = j.id AND a.organisatie = vsv_organisatie())
$$;

REVOKE ALL ON FUNCTION klantvolg_vergeet_inleveringen, klantvolg_eigen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_vergeet_inleveringen TO vsv_web, vsv_werker;
GRANT EXECUTE ON FUNCTION klantvolg_eigen TO vsv_web;

ALTER TABLE inlevering ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON inlevering TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON inlevering TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON inlevering TO vsv_web;
GRANT UPDATE (inhoud, nieuw, al_bekend, vervallen, geweigerd, jongeren) ON inlevering TO vsv_web;
GRANT SELECT, DELETE ON inlevering TO vsv_werker;   -- when the key changes
