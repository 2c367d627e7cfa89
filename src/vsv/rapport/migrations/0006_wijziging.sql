-- Wijzigingen: what there is to tell to an organisation that keeps a copy, in order, so that it is told exactly once.
--
-- A row is an event and points at what it is about; the rest is read when it is told. So a run is one row an
-- organisation, and so are ten thousand aanmeldingen in one statement.
CREATE TABLE wijziging (
    organisatie bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,   -- in the order in which things happened, see wijziging_beurt
    soort       text NOT NULL CHECK (soort IN ('aanmelding', 'gegevens', 'afmelding', 'opvolging', 'voorstel',
                                               'signaal', 'run')),
    tijdstip    timestamptz NOT NULL DEFAULT clock_timestamp(),
    run         bigint,                                -- for run and signaal
    nummers     bigint[] NOT NULL DEFAULT '{}',        -- keys of aanmelding, or of opvolging or voorstel
    waarden     text[] NOT NULL DEFAULT '{}',          -- beside them: signaal ('' = none any more), stand of a voorstel
    PRIMARY KEY (organisatie, id),
    CHECK ((soort IN ('run', 'signaal')) = (run IS NOT NULL)),
    CHECK (soort <> 'run' OR nummers = '{}'),
    CHECK (waarden = '{}' OR cardinality(waarden) = cardinality(nummers))
);
COMMENT ON TABLE wijziging IS 'Events to tell to who keeps a copy; they point at people by internal keys of an aanmelding';
CREATE INDEX ON wijziging (tijdstip);

-- Events with a lower id are no longer kept.
CREATE TABLE wijziging_begin (
    enige boolean PRIMARY KEY DEFAULT true CHECK (enige),
    vanaf bigint NOT NULL
);
INSERT INTO wijziging_begin (vanaf) VALUES (1);

-- Makes it known, before a transaction takes the ids of its events, from which id on they will be. The lock is shared and
-- nobody waits for it: it is a note, that others can read while the transaction is under way, and that is gone when
-- what it wrote can be seen. The ids say in which order things happened: who saw what another did comes after it.
CREATE FUNCTION wijziging_beurt() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('vsv.wijziging', true), '') = '' THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('rapport.wijziging'),
                (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM wijziging_id_seq)::int);
        PERFORM set_config('vsv.wijziging', 'bezig', true);
    END IF;
END
$$;

-- Up to and including which id all events can be seen from the next statement on, and the last id that was given out.
-- First the last id, then the notes: whoever writes one later takes ids after it.
CREATE FUNCTION wijziging_grens(OUT tot bigint, OUT laatste bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO laatste FROM wijziging_id_seq;
    SELECT least(laatste, min(objid::bigint)) INTO tot FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid::bigint = hashtext('rapport.wijziging')::bigint & 4294967295;
END
$$;

CREATE FUNCTION wijziging_bij_aanmelden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM wijziging_beurt();
    INSERT INTO wijziging (organisatie, soort, nummers)
    SELECT organisatie, 'aanmelding', array_agg(id ORDER BY id) FROM nieuw
    WHERE afmelddatum IS NULL OR afmelddatum > current_date GROUP BY organisatie;
    INSERT INTO wijziging (organisatie, soort, nummers)
    SELECT organisatie, 'afmelding', array_agg(id ORDER BY id) FROM nieuw
    WHERE afmelddatum > current_date GROUP BY organisatie;
    RETURN NULL;
END
$$;
CREATE TRIGGER wijziging_bij_aanmelden AFTER INSERT ON aanmelding
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_aanmelden();

-- An end that is still to come is told again when the 27th birthday turns out to be before it.
-- Without nested loops: the plan of its queries is made at the first call of a connection, often for no rows at all, and
-- then also used for ten thousand, each next to each.
CREATE FUNCTION wijziging_bij_wijzigen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    PERFORM wijziging_beurt();
    INSERT INTO wijziging (organisatie, soort, nummers)
    SELECT n.organisatie, 'gegevens', array_agg(n.id ORDER BY n.id)
    FROM nieuw n JOIN oud o USING (id)
    WHERE (n.kenmerk, n.aanmelddatum, n.gemeentecode) IS DISTINCT FROM (o.kenmerk, o.aanmelddatum, o.gemeentecode)
    GROUP BY n.organisatie;
    INSERT INTO wijziging (organisatie, soort, nummers)
    SELECT n.organisatie, 'afmelding', array_agg(n.id ORDER BY n.id)
    FROM nieuw n JOIN oud o USING (id)
    WHERE n.afmelddatum IS DISTINCT FROM o.afmelddatum
       OR (n.afmelddatum > current_date AND n.uiterlijk IS DISTINCT FROM o.uiterlijk)
    GROUP BY n.organisatie;
    RETURN NULL;
END
$$;
CREATE TRIGGER wijziging_bij_wijzigen AFTER UPDATE ON aanmelding
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_wijzigen();

CREATE FUNCTION wijziging_bij_opvolgen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM wijziging_beurt();
    INSERT INTO wijziging (organisatie, soort, nummers)
    SELECT organisatie, 'opvolging', array_agg(id ORDER BY id) FROM nieuw GROUP BY organisatie;
    RETURN NULL;
END
$$;
CREATE TRIGGER wijziging_bij_opvolgen AFTER INSERT ON opvolging
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_opvolgen();

CREATE FUNCTION wijziging_bij_voorstellen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM wijziging_beurt();
    INSERT INTO wijziging (organisatie, soort, nummers, waarden)
    SELECT organisatie, 'voorstel', array_agg(id ORDER BY id), array_agg(stand ORDER BY id)
    FROM nieuw GROUP BY organisatie;
    RETURN NULL;
END
$$;
CREATE TRIGGER wijziging_bij_voorstellen AFTER INSERT ON voorstel
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_voorstellen();
CREATE TRIGGER wijziging_bij_besluiten AFTER UPDATE ON voorstel
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_voorstellen();

CREATE FUNCTION wijziging_bij_rapport() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM wijziging_beurt();
    INSERT INTO wijziging (organisatie, soort, run) SELECT organisatie, 'run', run FROM nieuw ORDER BY organisatie;
    RETURN NULL;
END
$$;
CREATE TRIGGER wijziging_bij_rapport AFTER INSERT ON rapport
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION wijziging_bij_rapport();

-- What a run found, in order of aanmelding: a page of it costs what it holds.
CREATE INDEX prioriteit_van ON prioriteit (van, organisatie, aanmelding);

-- Of these aanmeldingen those of the acting organisation, also when they are over or still to come: what it told itself,
-- when it ends (not after the 27th birthday), and the uuid, by which the end can be told when the wall hides the person.
CREATE FUNCTION wijziging_aanmeldingen(nummers bigint[])
RETURNS TABLE (aanmelding bigint, jongere bigint, uuid uuid, kenmerk text, aanmelddatum date, gemeentecode text,
               afmelddatum date, afmeldreden text, volgt boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id, a.jongere, j.uuid, a.kenmerk, a.aanmelddatum, a.gemeentecode,
           CASE WHEN a.afmelddatum IS NOT NULL THEN least(a.afmelddatum, greatest(a.uiterlijk, a.aanmelddatum)) END,
           a.afmeldreden,
           (a.afmelddatum IS NULL OR a.afmelddatum > current_date)
           AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date)
    FROM aanmelding a JOIN jongere j ON j.id = a.jongere
    WHERE a.id = ANY (nummers) AND a.organisatie = vsv_organisatie()
$$;

-- Forgets events of more than so many days ago, and gives how many those were.
CREATE FUNCTION wijziging_vergeet(dagen int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    grens bigint;
    aantal bigint;
BEGIN
    SELECT max(id) + 1 INTO grens FROM wijziging WHERE tijdstip < now() - make_interval(days => dagen);
    IF grens IS NULL THEN
        RETURN 0;
    END IF;
    UPDATE wijziging_begin SET vanaf = grens WHERE vanaf < grens;
    DELETE FROM wijziging WHERE id < grens;
    GET DIAGNOSTICS aantal = ROW_COUNT;
    RETURN aantal;
END
$$;

REVOKE ALL ON FUNCTION wijziging_beurt, wijziging_grens, wijziging_aanmeldingen, wijziging_vergeet FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wijziging_grens, wijziging_aanmeldingen TO vsv_web;
GRANT EXECUTE ON FUNCTION wijziging_beurt, wijziging_vergeet TO vsv_werker;

ALTER TABLE wijziging ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON wijziging FOR SELECT TO vsv_web USING (organisatie = (SELECT vsv_organisatie()));
CREATE POLICY werker ON wijziging TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON wijziging, wijziging_begin TO vsv_web;
GRANT SELECT, INSERT (organisatie, soort, run, nummers, waarden) ON wijziging TO vsv_werker;
