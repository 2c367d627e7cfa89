-- Rapport: whether a report still comes out the same, the figures of a school year, and the doelgroepregister of a person.

-- Making a report again from the facts: asked for by an organisation, or done by the service itself. It takes the facts
-- of everyone in it, also of who was signed off since, so the worker does it.
CREATE TABLE narekening (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie  bigint NOT NULL REFERENCES organisatie,   -- whose report it is
    run          bigint NOT NULL REFERENCES run,
    gevraagd_op  timestamptz NOT NULL DEFAULT clock_timestamp(),
    gevraagd_door text,                    -- actor of the organisation; null = the service checked it of its own accord
    klaar_op     timestamptz,              -- null = not done yet
    klopt        boolean,                  -- null = not done yet, or it could not be made again
    toelichting  text,                     -- what differs, in Dutch, without people
    CHECK (klopt IS NULL OR klaar_op IS NOT NULL)
);
COMMENT ON TABLE narekening IS 'Requests to make a report again from the facts, and what came of them';
CREATE UNIQUE INDEX narekening_open ON narekening (organisatie, run) WHERE klaar_op IS NULL;   -- asked twice is once
CREATE INDEX ON narekening (run);

ALTER TABLE narekening ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON narekening TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON narekening TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (organisatie, run, gevraagd_door) ON narekening TO vsv_web;
GRANT SELECT, INSERT, UPDATE (klaar_op, klopt, toelichting) ON narekening TO vsv_werker;

-- The figures of a school year for the effectrapportage, as numbers: they stay when the people behind them
-- are gone, and who was signed off is in them. That is why the worker computes them and not the organisation itself.
CREATE TABLE effect (
    schooljaar  smallint NOT NULL,         -- the year in which it begins, on 1 August
    organisatie bigint NOT NULL REFERENCES organisatie,
    bijgewerkt_tot date NOT NULL,          -- peildatum of the last run that counts
    berekend_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    cijfers     jsonb NOT NULL,            -- see vsv.rapport.effect.Effectcijfers
    PRIMARY KEY (schooljaar, organisatie)
);
COMMENT ON TABLE effect IS 'Figures of a school year per organisation; counts, no people';
ALTER TABLE effect ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON effect FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY werker ON effect TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON effect TO vsv_web;
GRANT SELECT, INSERT, UPDATE ON effect TO vsv_werker;

-- The registrations of a person in the doelgroepregister that were known at a run, without the ground. Near-health
-- data: it gives those of who is followed by the acting organisation now, and the service that calls it checks the
-- right and logs the person.
CREATE FUNCTION rapport_doelgroep(bij_run bigint, wie bigint)
RETURNS TABLE (datum_begin date, datum_einde date, ontvangen_op timestamptz, levering integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT laatste.datum_begin, laatste.datum_einde, laatste.ontvangen_op, laatste.levering
    FROM (SELECT DISTINCT ON (d.grondslag, d.datum_begin) d.*
          FROM doelgroep d JOIN run r ON r.id = bij_run
          WHERE d.jongere = wie AND d.levering <= r.laatste_levering
            AND d.ontvangen_op < ((r.peildatum + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam')
          ORDER BY d.grondslag, d.datum_begin, d.ontvangen_op DESC, d.levering DESC, d.volgnummer DESC) AS laatste
    WHERE NOT laatste.ingetrokken
      AND EXISTS (SELECT FROM actieve_aanmelding a WHERE a.jongere = wie AND a.organisatie = vsv_organisatie())
    ORDER BY laatste.datum_begin DESC
$$;
REVOKE ALL ON FUNCTION rapport_doelgroep FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rapport_doelgroep TO vsv_web;
