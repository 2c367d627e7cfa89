-- Gebruikers: who logs in with eHerkenning, for which organisation, in which roles.
--
-- eHerkenning tells no name and no address: a pseudonym of the person (ActingSubjectID) and the number of the
-- organisation that the person acts for. Together they are one gebruiker. The name a colleague goes by is given by the
-- gebruikersbeheerder, at the invitation.

-- For which organisations who acts for a rechtspersoon can get rights. A contactgemeente acts for its own organisation
-- and for the Doorstroompunt of its region. Without an organisatie: for the service itself.
CREATE TABLE rechtspersoon (
    soort       text NOT NULL CHECK (soort IN ('KVK', 'RSIN')),
    nummer      text NOT NULL CHECK (nummer ~ CASE soort WHEN 'KVK' THEN '^[0-9]{8}$' ELSE '^[0-9]{9}$' END),
    organisatie bigint REFERENCES organisatie,
    UNIQUE NULLS NOT DISTINCT (soort, nummer, organisatie)
);

CREATE TABLE gebruiker (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid      uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),  -- the actor in the log: gebruiker:<uuid>
    subject   text NOT NULL,                 -- ActingSubjectID
    soort     text NOT NULL,                 -- of the rechtspersoon acted for
    nummer    text NOT NULL,
    eerste_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (subject, soort, nummer)
);

-- What a gebruiker may do at an organisation. Withdrawn is withdrawn: who comes back gets a new one, so that the log
-- can be read with what held then.
CREATE TABLE toekenning (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    organisatie      bigint REFERENCES organisatie,           -- null = the service itself
    gebruiker        bigint REFERENCES gebruiker,             -- null = invited, has not been here yet
    actor            text CHECK ((actor IS NULL) = (gebruiker IS NULL)),  -- as which the log knows this gebruiker
    naam             text NOT NULL CHECK (length(btrim(naam)) BETWEEN 1 AND 100),
    rollen           text[] NOT NULL CHECK (cardinality(rollen) > 0),
    uitnodiging      bytea UNIQUE,                            -- SHA-256 of the code; null once it was used
    uitnodiging_tot  timestamptz,
    gemaakt_op       timestamptz NOT NULL DEFAULT clock_timestamp(),
    gemaakt_door     text NOT NULL,                           -- actor
    laatst_op        timestamptz,                             -- last login
    ingetrokken_op   timestamptz,
    ingetrokken_door text,
    CHECK ((ingetrokken_op IS NULL) = (ingetrokken_door IS NULL)),
    CHECK ((uitnodiging IS NULL) = (uitnodiging_tot IS NULL)),
    CHECK (gebruiker IS NOT NULL OR uitnodiging IS NOT NULL OR ingetrokken_op IS NOT NULL)
);
CREATE UNIQUE INDEX een_toekenning ON toekenning (organisatie, gebruiker) NULLS NOT DISTINCT
    WHERE ingetrokken_op IS NULL AND gebruiker IS NOT NULL;
CREATE INDEX ON toekenning (gebruiker);

-- Who asks to become the first gebruikersbeheerder of an organisation; the operator decides.
CREATE TABLE aanvraag (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid          uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    gebruiker     bigint NOT NULL REFERENCES gebruiker,
    naam          text NOT NULL CHECK (length(btrim(naam)) BETWEEN 1 AND 100),   -- of the person
    emailadres    text NOT NULL CHECK (length(emailadres) BETWEEN 3 AND 254),
    telefoon      text NOT NULL CHECK (length(telefoon) BETWEEN 6 AND 30),
    organisatienaam text NOT NULL CHECK (length(btrim(organisatienaam)) BETWEEN 1 AND 200),
    soort         text NOT NULL CHECK (soort IN ('doorstroompunt', 'gemeente')),
    regio         smallint NOT NULL,
    gemeentecode  text CHECK (gemeentecode ~ '^[0-9]{4}$'),
    gemaakt_op    timestamptz NOT NULL DEFAULT clock_timestamp(),
    stand         text NOT NULL DEFAULT 'OPEN' CHECK (stand IN ('OPEN', 'TOEGEKEND', 'AFGEWEZEN')),
    besloten_op   timestamptz,
    besloten_door text,
    CHECK ((stand = 'OPEN') = (besloten_op IS NULL)),
    CHECK ((soort = 'gemeente') = (gemeentecode IS NOT NULL))
);
CREATE UNIQUE INDEX een_open_aanvraag ON aanvraag (gebruiker) WHERE stand = 'OPEN';

-- An organisation always keeps a gebruikersbeheerder who can log in: otherwise nobody could help its people any more.
CREATE FUNCTION toekenning_laat_beheerder_over() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('toegang.toekenning'), coalesce(OLD.organisatie, 0)::int);
    IF NOT EXISTS (SELECT FROM toekenning t WHERE t.organisatie IS NOT DISTINCT FROM OLD.organisatie
                   AND t.ingetrokken_op IS NULL AND t.gebruiker IS NOT NULL
                   AND t.rollen && ARRAY['GEBRUIKERSBEHEERDER', 'OPERATOR']) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'the last gebruikersbeheerder stays';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER laat_beheerder_over AFTER UPDATE ON toekenning FOR EACH ROW
    WHEN (OLD.ingetrokken_op IS NULL AND OLD.gebruiker IS NOT NULL
          AND OLD.rollen && ARRAY['GEBRUIKERSBEHEERDER', 'OPERATOR']
          AND (NEW.ingetrokken_op IS NOT NULL OR NOT NEW.rollen && ARRAY['GEBRUIKERSBEHEERDER', 'OPERATOR']))
    EXECUTE FUNCTION toekenning_laat_beheerder_over();

-- Logging in happens before it is known for whom one acts, so it goes by functions that give only what belongs to who
-- asks: the pair that eHerkenning vouched for, or the uuid in the session.

-- The open toekenningen of who logs in, as long as the rechtspersoon may still act there.
CREATE FUNCTION toegang_toekenningen(van_subject text, van_soort text, van_nummer text)
RETURNS TABLE (gebruiker uuid, organisatie bigint, naam text, rollen text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g.uuid, t.organisatie, t.naam, t.rollen
    FROM gebruiker g
    JOIN toekenning t ON t.gebruiker = g.id AND t.ingetrokken_op IS NULL
    JOIN rechtspersoon r ON r.soort = g.soort AND r.nummer = g.nummer AND r.organisatie IS NOT DISTINCT FROM t.organisatie
    WHERE g.subject = van_subject AND g.soort = van_soort AND g.nummer = van_nummer
    ORDER BY t.organisatie NULLS LAST
$$;

-- The same for who is logged in; asked at every request, so that what is withdrawn stops at once.
CREATE FUNCTION toegang_mag(wie uuid)
RETURNS TABLE (organisatie bigint, naam text, rollen text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.organisatie, t.naam, t.rollen
    FROM gebruiker g
    JOIN toekenning t ON t.gebruiker = g.id AND t.ingetrokken_op IS NULL
    JOIN rechtspersoon r ON r.soort = g.soort AND r.nummer = g.nummer AND r.organisatie IS NOT DISTINCT FROM t.organisatie
    WHERE g.uuid = wie
    ORDER BY t.organisatie NULLS LAST
$$;

-- Whether a rechtspersoon may act for any organisation here.
CREATE FUNCTION toegang_kent(van_soort text, van_nummer text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM rechtspersoon WHERE soort = van_soort AND nummer = van_nummer)
$$;

CREATE FUNCTION toegang_gebruiker(van_subject text, van_soort text, van_nummer text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO gebruiker (subject, soort, nummer) VALUES (van_subject, van_soort, van_nummer) ON CONFLICT DO NOTHING;
    RETURN (SELECT id FROM gebruiker WHERE subject = van_subject AND soort = van_soort AND nummer = van_nummer);
END
$$;

-- Takes an invitation: it is of an organisation for which the rechtspersoon may act, not used, and not too old. Roles
-- that this gebruiker has there already stay, beside the new ones. Gives the organisation (0 = the service), or null.
CREATE FUNCTION toegang_neem_uitnodiging(van_subject text, van_soort text, van_nummer text, code bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    uitgenodigd toekenning;
    wie bigint;
BEGIN
    SELECT t.* INTO uitgenodigd FROM toekenning t
    JOIN rechtspersoon r ON r.organisatie IS NOT DISTINCT FROM t.organisatie
    WHERE t.uitnodiging = code AND t.ingetrokken_op IS NULL AND t.uitnodiging_tot > clock_timestamp()
      AND r.soort = van_soort AND r.nummer = van_nummer
    FOR UPDATE OF t;
    IF uitgenodigd.id IS NULL THEN
        RETURN NULL;
    END IF;
    wie := toegang_gebruiker(van_subject, van_soort, van_nummer);
    IF EXISTS (SELECT FROM toekenning t WHERE t.gebruiker = wie AND t.ingetrokken_op IS NULL
               AND t.organisatie IS NOT DISTINCT FROM uitgenodigd.organisatie) THEN
        UPDATE toekenning t SET rollen = ARRAY(SELECT DISTINCT unnest(t.rollen || uitgenodigd.rollen) ORDER BY 1)
        WHERE t.gebruiker = wie AND t.ingetrokken_op IS NULL
          AND t.organisatie IS NOT DISTINCT FROM uitgenodigd.organisatie;
        UPDATE toekenning SET uitnodiging = NULL, uitnodiging_tot = NULL, ingetrokken_op = clock_timestamp(),
                              ingetrokken_door = 'systeem:samengevoegd'
        WHERE id = uitgenodigd.id;
    ELSE
        UPDATE toekenning SET gebruiker = wie, actor = (SELECT 'gebruiker:' || uuid FROM gebruiker WHERE id = wie),
                              uitnodiging = NULL, uitnodiging_tot = NULL
        WHERE id = uitgenodigd.id;
    END IF;
    RETURN coalesce(uitgenodigd.organisatie, 0);
END
$$;

CREATE FUNCTION toegang_meld_login(wie uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE toekenning t SET laatst_op = clock_timestamp()
    FROM gebruiker g WHERE g.uuid = wie AND t.gebruiker = g.id AND t.ingetrokken_op IS NULL
$$;

-- Writes down a request; of one who has an open one already, the new one takes its place.
CREATE FUNCTION toegang_vraag_aan(van_subject text, van_soort text, van_nummer text, naam text, emailadres text,
                                  telefoon text, organisatienaam text, soort text, regio smallint,
                                  gemeentecode text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wie bigint := toegang_gebruiker(van_subject, van_soort, van_nummer);
BEGIN
    DELETE FROM aanvraag a WHERE a.gebruiker = wie AND a.stand = 'OPEN';
    INSERT INTO aanvraag (gebruiker, naam, emailadres, telefoon, organisatienaam, soort, regio, gemeentecode)
    VALUES (wie, naam, emailadres, telefoon, organisatienaam, soort, regio, gemeentecode);
END
$$;

REVOKE ALL ON FUNCTION toegang_toekenningen, toegang_mag, toegang_kent, toegang_gebruiker, toegang_neem_uitnodiging,
                       toegang_meld_login, toegang_vraag_aan FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang_toekenningen, toegang_mag, toegang_kent, toegang_neem_uitnodiging,
                          toegang_meld_login, toegang_vraag_aan TO vsv_web;

-- Colleagues of the acting organisation; the operator sees who asks and who manages.
ALTER TABLE toekenning ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON toekenning TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY beheer ON toekenning TO vsv_beheer, vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON toekenning TO vsv_web, vsv_beheer, vsv_werker;
GRANT INSERT (organisatie, naam, rollen, uitnodiging, uitnodiging_tot, gemaakt_door) ON toekenning TO vsv_web;
GRANT INSERT ON toekenning TO vsv_beheer, vsv_werker;
GRANT UPDATE (rollen, naam, uitnodiging, uitnodiging_tot, ingetrokken_op, ingetrokken_door) ON toekenning
    TO vsv_web, vsv_beheer, vsv_werker;
ALTER TABLE rechtspersoon ENABLE ROW LEVEL SECURITY;
CREATE POLICY beheer ON rechtspersoon TO vsv_beheer, vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON rechtspersoon TO vsv_beheer, vsv_werker;
GRANT SELECT ON gebruiker TO vsv_beheer, vsv_werker;
GRANT SELECT, UPDATE (stand, besloten_op, besloten_door) ON aanvraag TO vsv_beheer;
GRANT SELECT, INSERT ON organisatie TO vsv_beheer;

-- The sessions of the portal: Django keeps them, as vsv_web.
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO vsv_web;
