-- Wat als: rule sets that are proposed, and what an organisation asked to be counted by other rules.

-- A rule set as what it changes of one that comes with this version. Given a starting date, runs use it from then on,
-- and what it says can never change: nobody may write its columns, and a run that used it fixes the date too.
CREATE TABLE regelsetvoorstel (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie   bigint REFERENCES organisatie,   -- who proposes it; null = the service itself
    naam          text NOT NULL CHECK (length(btrim(naam)) BETWEEN 1 AND 60),
    basis         text NOT NULL,                   -- name of a rule set of this version, such as vsv-2.0
    waarden       jsonb NOT NULL CHECK (waarden <> '{}'),   -- what differs: {"drempel": 47300}, as the engine uses it
    toelichting   text NOT NULL DEFAULT '' CHECK (length(toelichting) <= 500),
    bewaard_op    timestamptz NOT NULL DEFAULT clock_timestamp(),
    bewaard_door  text NOT NULL,                   -- actor
    geldig_vanaf  date,                            -- first peildatum of the runs that use it; null = a proposal
    gestart_op    timestamptz,
    gestart_door  text,
    UNIQUE NULLS NOT DISTINCT (organisatie, naam),
    CHECK ((geldig_vanaf IS NULL) = (gestart_op IS NULL) AND (geldig_vanaf IS NULL) = (gestart_door IS NULL))
);
COMMENT ON TABLE regelsetvoorstel IS 'Proposed rule sets, and those that hold from a date; no people';
CREATE UNIQUE INDEX regelsetvoorstel_naam ON regelsetvoorstel (naam) WHERE geldig_vanaf IS NOT NULL;
CREATE UNIQUE INDEX regelsetvoorstel_vanaf ON regelsetvoorstel (geldig_vanaf) WHERE geldig_vanaf IS NOT NULL;

ALTER TABLE regelsetvoorstel ENABLE ROW LEVEL SECURITY;
CREATE POLICY leesbaar ON regelsetvoorstel FOR SELECT TO vsv_web
    -- one's own; those of the service, to try them on one's own population; and what holds, for reports say so
    USING (organisatie = vsv_organisatie() OR organisatie IS NULL OR geldig_vanaf IS NOT NULL);
CREATE POLICY eigen ON regelsetvoorstel FOR INSERT TO vsv_web WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY eigen_weg ON regelsetvoorstel FOR DELETE TO vsv_web
    USING (organisatie = vsv_organisatie() AND geldig_vanaf IS NULL);
CREATE POLICY beheer ON regelsetvoorstel FOR SELECT TO vsv_beheer USING (true);
CREATE POLICY werker ON regelsetvoorstel FOR SELECT TO vsv_werker USING (true);
CREATE POLICY werker_bij ON regelsetvoorstel FOR INSERT TO vsv_werker WITH CHECK (organisatie IS NULL);
CREATE POLICY werker_weg ON regelsetvoorstel FOR DELETE TO vsv_werker
    USING (organisatie IS NULL AND geldig_vanaf IS NULL);
CREATE POLICY werker_start ON regelsetvoorstel FOR UPDATE TO vsv_werker
    USING (geldig_vanaf IS NULL OR NOT EXISTS (SELECT FROM run r WHERE r.regelset = regelsetvoorstel.naam))
    WITH CHECK (true);
GRANT SELECT, DELETE, INSERT (organisatie, naam, basis, waarden, toelichting, bewaard_door)
    ON regelsetvoorstel TO vsv_web, vsv_werker;
GRANT UPDATE (geldig_vanaf, gestart_op, gestart_door) ON regelsetvoorstel TO vsv_werker;
GRANT SELECT ON regelsetvoorstel TO vsv_beheer;

-- What an organisation asked to be counted by other rules. Who was followed on a day gone by includes who was signed off
-- since, and those it can't see any more: so the worker counts, and numbers are all that is kept.
CREATE TABLE doorrekening (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid          uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    organisatie   bigint NOT NULL REFERENCES organisatie,
    peildatum     date NOT NULL,
    nu            jsonb NOT NULL,          -- the one rule set: {"basis", "waarden", "naam", "geldig_vanaf", "reden"}
    dan           jsonb NOT NULL,          -- the other one
    gevraagd_op   timestamptz NOT NULL DEFAULT clock_timestamp(),
    gevraagd_door text NOT NULL,           -- actor
    klaar_op      timestamptz,             -- null = not done yet
    cijfers       jsonb,                   -- see vsv.rapport.wat_als.cijfers; null = not done, or it could not be done
    toelichting   text,                    -- why it could not be done, in Dutch
    CHECK (klaar_op IS NOT NULL OR (cijfers IS NULL AND toelichting IS NULL))
);
COMMENT ON TABLE doorrekening IS 'What-if: requests of organisations and the figures that came of them; counts, no people';
CREATE INDEX doorrekening_open ON doorrekening (id) WHERE klaar_op IS NULL;
CREATE INDEX doorrekening_organisatie ON doorrekening (organisatie, id);

ALTER TABLE doorrekening ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON doorrekening TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON doorrekening TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (organisatie, peildatum, nu, dan, gevraagd_door) ON doorrekening TO vsv_web;
GRANT SELECT, UPDATE (klaar_op, cijfers, toelichting) ON doorrekening TO vsv_werker;
