-- Voorstellen: what a source says gives an organisation reason to do, until a person there decides.

-- What DUO told, so that the order in which it comes makes no difference. About somebody nobody follows no more is
-- kept than this, and not for long: signals overtake one another by weeks (klantvolg_vergeet).
CREATE TABLE signaal (
    bsn       bytea NOT NULL,                -- as in jongere
    soort     text NOT NULL CHECK (soort IN ('UITSCHRIJVING', 'HERINSCHRIJVING', 'STARTKWALIFICATIE', 'OVERLEDEN',
                                             'VERHUISD', 'VERTROKKEN')),
    datum     date NOT NULL,
    regio     smallint,                      -- where the person lives, by UITSCHRIJVING, or from then on, by VERHUISD
    gezien_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (bsn, soort, datum),
    CHECK ((soort IN ('UITSCHRIJVING', 'VERHUISD')) = (regio IS NOT NULL))
);
COMMENT ON TABLE signaal IS 'What DUO told about a person, also one nobody follows yet; with a BSN, encrypted';
COMMENT ON TABLE jongere IS 'A person somebody follows, has followed or is asked to follow; with a BSN, encrypted';

-- Whoever takes a person out of the service takes the signals about that person along.
CREATE FUNCTION signaal_gaat_mee() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM signaal s USING weg WHERE s.bsn = weg.bsn;
    RETURN NULL;
END
$$;
CREATE TRIGGER signaal_gaat_mee AFTER DELETE ON jongere
    REFERENCING OLD TABLE AS weg FOR EACH STATEMENT EXECUTE FUNCTION signaal_gaat_mee();

-- Where the uitschrijvingen of these persons are to be decided about: in the region of the last VERHUISD since, or
-- else where DUO said that the person lived. One does not move along when somebody follows the person since: that
-- organisation hands over.
CREATE FUNCTION klantvolg_uitschrijvingen(jongeren bigint[]) RETURNS TABLE (jongere bigint, datum date, regio smallint)
LANGUAGE sql STABLE AS $$
    SELECT j.id, u.datum, coalesce(v.regio, u.regio)
    FROM jongere j
    JOIN signaal u ON u.bsn = j.bsn AND u.soort = 'UITSCHRIJVING'
    LEFT JOIN LATERAL (SELECT l.regio FROM signaal l
                       WHERE l.bsn = u.bsn AND l.soort = 'VERHUISD' AND l.datum >= u.datum
                       ORDER BY l.datum DESC LIMIT 1) AS v ON true
    WHERE j.id = ANY (jongeren)
      AND (v.regio IS NULL OR v.regio = u.regio
           OR NOT EXISTS (SELECT FROM aanmelding a
                          WHERE a.jongere = j.id AND (a.afmelddatum IS NULL OR a.afmelddatum > u.datum)))
$$;

-- Forgets the signals of half a year ago about persons who are not known here: nothing came of them (our decision).
CREATE FUNCTION klantvolg_vergeet() RETURNS void LANGUAGE sql AS $$
    DELETE FROM signaal s WHERE s.gezien_op < now() - interval '26 weeks'
    AND NOT EXISTS (SELECT FROM jongere j WHERE j.bsn = s.bsn)
$$;

CREATE TABLE voorstel (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- in the order in which they were made
    uuid         uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),    -- the name by which others know this proposal
    organisatie  bigint NOT NULL REFERENCES organisatie,            -- who decides
    -- Whoever takes a person out of the service takes the proposals about that person along.
    jongere      bigint NOT NULL REFERENCES jongere ON DELETE CASCADE,
    soort        text NOT NULL CHECK (soort IN ('AANMELDEN', 'AFMELDEN', 'OVERDRAGEN')),
    aanleiding   text NOT NULL CHECK (aanleiding IN (
                     'UITSCHRIJVING', 'HERINSCHRIJVING', 'STARTKWALIFICATIE', 'OVERLEDEN', 'VERHUISD', 'VERTROKKEN',
                     'BIJNA_27', 'OVERLEDEN_WERKGEVER', 'BRON_ZWIJGT')),
    datum        date NOT NULL,                        -- the day the signal is about
    naar         bigint REFERENCES organisatie,        -- to whom to hand over
    stand        text NOT NULL DEFAULT 'OPEN' CHECK (stand IN ('OPEN', 'AANVAARD', 'AFGEWEZEN', 'VERVALLEN')),
    gemaakt_op   timestamptz NOT NULL DEFAULT clock_timestamp(),
    besloten_op  timestamptz,                          -- or vervallen on; null = open
    besloten_door text,                                -- actor of the decision; nobody when vervallen
    -- A signal is known by aanleiding and datum, and leads to one proposal for an organisation and person. So what was
    -- decided does not come back, whatever is delivered again; what lapsed does, when there is reason for it again.
    UNIQUE (organisatie, jongere, aanleiding, datum),
    CHECK ((soort = 'OVERDRAGEN') = (naar IS NOT NULL)),
    CHECK ((stand = 'OPEN') = (besloten_op IS NULL)),
    CHECK ((stand IN ('AANVAARD', 'AFGEWEZEN')) = (besloten_door IS NOT NULL))
);
COMMENT ON TABLE voorstel IS 'A proposal to sign a person up, off or over; a person of the organisation decides';
CREATE INDEX ON voorstel (organisatie, id) WHERE stand = 'OPEN';
CREATE INDEX ON voorstel (jongere);

CREATE FUNCTION besluit_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE integrity_constraint_violation USING MESSAGE = 'a decision about a voorstel is never changed or undone';
END
$$;
CREATE TRIGGER besluit_staat_vast BEFORE UPDATE ON voorstel FOR EACH ROW
    WHEN (OLD.stand IN ('AANVAARD', 'AFGEWEZEN')) EXECUTE FUNCTION besluit_staat_vast();

-- Whether there is still something to decide. Aanmelden: as long as the organisation does not follow the person, did
-- not do so after the day of the signal, and the person is not known to be 27; and DUO has not told since that the
-- reason is gone, or that the person lives elsewhere. Afmelden and overdragen: as long as it does follow, and did so
-- on the day of the signal when what happened before does not count; of two VERHUISD the last one. It gives a row when
-- there is: a function with rows becomes part of the query that asks, so that it costs some look-ups in an index and
-- no call.
CREATE FUNCTION voorstel_heeft_zin(wie bigint, over bigint, soort text, aanleiding text, dag date)
RETURNS SETOF boolean LANGUAGE sql STABLE AS $$
    SELECT true WHERE CASE WHEN soort = 'AANMELDEN'
        THEN NOT EXISTS (SELECT FROM aanmelding a WHERE a.organisatie = wie AND a.jongere = over
                         AND (a.afmelddatum IS NULL OR a.afmelddatum > dag))
             AND NOT EXISTS (SELECT FROM jongere j WHERE j.id = over
                             AND zevenentwintigste_verjaardag(j.geboortedatum) <= current_date)
             AND NOT EXISTS (SELECT FROM jongere j JOIN signaal s USING (bsn) WHERE j.id = over AND s.datum >= dag
                             AND s.soort IN ('OVERLEDEN', 'STARTKWALIFICATIE', 'HERINSCHRIJVING', 'VERTROKKEN'))
             AND NOT EXISTS (SELECT FROM jongere j JOIN signaal s USING (bsn) JOIN organisatie o ON o.id = wie
                             WHERE j.id = over AND s.soort = 'VERHUISD' AND s.datum >= dag AND s.regio <> o.regio
                             AND NOT EXISTS (SELECT FROM signaal l WHERE l.bsn = s.bsn AND l.soort = 'VERHUISD'
                                             AND l.datum > s.datum))
        ELSE EXISTS (SELECT FROM aanmelding a WHERE a.organisatie = wie AND a.jongere = over
                     AND a.afmelddatum IS NULL AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date)
                     AND (a.aanmelddatum <= dag OR aanleiding NOT IN ('HERINSCHRIJVING', 'VERHUISD', 'VERTROKKEN')))
             AND (aanleiding <> 'VERHUISD'
                  OR NOT EXISTS (SELECT FROM jongere j JOIN signaal s USING (bsn)
                                 WHERE j.id = over AND s.soort = 'VERHUISD' AND s.datum > dag))
        END
$$;

-- Lets the open proposals of an organisation lapse about which there is nothing to decide any more, or those of all
-- when `van` is null, and gives the persons. One that is being decided at this moment is left to who decides.
CREATE FUNCTION klantvolg_laat_vervallen(van bigint) RETURNS SETOF bigint LANGUAGE sql AS $$
    UPDATE voorstel v SET stand = 'VERVALLEN', besloten_op = clock_timestamp()
    FROM (SELECT id FROM voorstel WHERE stand = 'OPEN' AND (van IS NULL OR organisatie = van)
          AND NOT EXISTS (SELECT FROM voorstel_heeft_zin(organisatie, jongere, soort, aanleiding, datum))
          FOR UPDATE SKIP LOCKED) AS zinloos
    WHERE v.id = zinloos.id
    RETURNING v.jongere
$$;

-- The same for the organisation this transaction acts for, also as to what it may not see: that somebody it does not
-- follow has turned 27.
CREATE FUNCTION klantvolg_laat_eigen_vervallen() RETURNS SETOF bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT klantvolg_laat_vervallen(vsv_organisatie()) WHERE vsv_organisatie() IS NOT NULL
$$;

-- Who the persons are in these open proposals of the organisation this transaction acts for. Whom it does not follow
-- it knows only by this way: DUO tells about a person of its region, so that it can decide to sign that person up.
CREATE FUNCTION klantvolg_voorgesteld(voorstellen bigint[])
RETURNS TABLE (voorstel bigint, jongere uuid, bsn bytea, geboortedatum date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT v.id, j.uuid, j.bsn, j.geboortedatum
    FROM voorstel v JOIN jongere j ON j.id = v.jongere
    WHERE v.id = ANY (voorstellen) AND v.organisatie = vsv_organisatie() AND v.stand = 'OPEN'
      AND EXISTS (SELECT FROM voorstel_heeft_zin(v.organisatie, v.jongere, v.soort, v.aanleiding, v.datum))
$$;
-- Which of these persons, whom the organisation of this transaction follows, `naar` does not follow but did after
-- `datum`: they can't be handed over to it on that day (what klantvolg_ontvang finds too late to take back).
CREATE FUNCTION klantvolg_volgde_later(jongeren bigint[], naar bigint[], data date[]) RETURNS TABLE (jongere bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT v.jongere
    FROM unnest(jongeren, naar, data) AS v (jongere, naar, datum)
    WHERE EXISTS (SELECT FROM aanmelding a WHERE a.organisatie = vsv_organisatie() AND a.jongere = v.jongere
                  AND a.afmelddatum IS NULL)
      AND NOT EXISTS (SELECT FROM aanmelding a WHERE a.organisatie = v.naar AND a.jongere = v.jongere
                      AND a.afmelddatum IS NULL)
      AND EXISTS (SELECT FROM aanmelding a WHERE a.organisatie = v.naar AND a.jongere = v.jongere
                  AND a.afmelddatum > v.datum AND a.afmelddatum > a.aanmelddatum)
$$;

REVOKE ALL ON FUNCTION klantvolg_uitschrijvingen, klantvolg_vergeet, voorstel_heeft_zin, klantvolg_laat_vervallen,
                       klantvolg_laat_eigen_vervallen, klantvolg_voorgesteld, klantvolg_volgde_later FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_laat_eigen_vervallen, klantvolg_voorgesteld, klantvolg_volgde_later TO vsv_web;
GRANT EXECUTE ON FUNCTION klantvolg_uitschrijvingen, klantvolg_vergeet, voorstel_heeft_zin, klantvolg_laat_vervallen
    TO vsv_werker;

ALTER TABLE voorstel ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON voorstel TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON voorstel TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (stand, besloten_op, besloten_door) ON voorstel TO vsv_web, vsv_werker;
GRANT INSERT ON voorstel TO vsv_werker;
GRANT UPDATE (soort, naar) ON voorstel TO vsv_werker;   -- of what had lapsed and is proposed again
-- No organisation sees a signal: only what is proposed to it.
ALTER TABLE signaal ENABLE ROW LEVEL SECURITY;
CREATE POLICY werker ON signaal TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (bsn), DELETE ON signaal TO vsv_werker;
