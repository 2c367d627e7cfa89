-- Rapport: the runs, the history of priorities, and the reports as moments on it.

-- A day run or week run over all organisations. It pins what was known: any report can be recomputed from
-- the facts with levering <= laatste_levering and the aanmeldingen known at bekend_tot.
CREATE TABLE run (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- in order of time: one run at a time
    soort       text NOT NULL CHECK (soort IN ('dag', 'week')),
    peildatum   date NOT NULL,
    regelset    text NOT NULL,            -- name, such as vsv-2.0
    regelset_controlegetal text NOT NULL, -- SHA-256 of its parameters: a used rule set does not change
    laatste_levering bigint NOT NULL,     -- 0 = none yet
    bekend_tot  timestamptz NOT NULL,
    bronnen     jsonb NOT NULL,           -- per source the day up to which it is known: {"POLIS": "2026-11-22"}
    gemaakt_op  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (soort, peildatum)
);

-- Always empty. A run locks it before its snapshot is taken, so that each sees what the one before wrote.
CREATE TABLE run_beurt ();

-- Priority of an aanmelding from run `van` up to, not including, run `tot`. A row is added only when
-- something in the line of the report changes, so a report is: the rows with van <= run and
-- (tot is null or tot > run).
CREATE TABLE prioriteit (
    aanmelding  bigint NOT NULL,
    organisatie bigint NOT NULL,
    jongere     bigint NOT NULL,
    van         bigint NOT NULL,
    tot         bigint CHECK (tot > van), -- null = holds now
    loon        bigint NOT NULL,          -- cents, in loonperiode
    loonperiode date NOT NULL,            -- first day of the month
    sinds       date NOT NULL,            -- peildatum from which on, without a break, this was the priority
    uren        integer NOT NULL,         -- hours, in loonperiode
    prioriteit  smallint NOT NULL CHECK (prioriteit BETWEEN 0 AND 5),  -- 0 = NP
    doelgroepregister boolean NOT NULL,   -- no grant for vsv_web, see rapport_doelgroepregister
    redenen     text NOT NULL,            -- codes joined by |
    vlaggen     text NOT NULL,            -- codes joined by |, '' = none
    PRIMARY KEY (organisatie, aanmelding, van)
);
CREATE UNIQUE INDEX prioriteit_nu ON prioriteit (aanmelding) WHERE tot IS NULL;   -- one priority at a time
CREATE INDEX prioriteit_tot ON prioriteit (tot) WHERE tot IS NOT NULL;            -- what ended since a run
CREATE INDEX prioriteit_jongere ON prioriteit (jongere);

-- What a report of one organisation counted, kept when the people behind it are gone.
CREATE TABLE rapport (
    run         bigint NOT NULL REFERENCES run,
    organisatie bigint NOT NULL REFERENCES organisatie,
    np integer NOT NULL, p1 integer NOT NULL, p2 integer NOT NULL,
    p3 integer NOT NULL, p4 integer NOT NULL, p5 integer NOT NULL,
    -- Since the week run before: [{"van": 3, "naar": 1, "redenen_van": "LOON_VANAF_DREMPEL|GEEN_UITKERING",
    -- "redenen_naar": "GEEN_LOON|GEEN_UITKERING", "aantal": 12}]; null = not in the report.
    verplaatsingen jsonb NOT NULL,
    controlegetal text NOT NULL,          -- SHA-256 of its lines
    PRIMARY KEY (run, organisatie)
);

ALTER TABLE prioriteit ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON prioriteit FOR SELECT TO vsv_web USING (
    organisatie = vsv_organisatie()
    AND EXISTS (SELECT FROM actieve_aanmelding a WHERE a.id = prioriteit.aanmelding));
CREATE POLICY werker ON prioriteit TO vsv_werker USING (true) WITH CHECK (true);
ALTER TABLE rapport ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON rapport FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY werker ON rapport TO vsv_werker USING (true) WITH CHECK (true);

-- Who of these aanmeldingen stood in the doelgroepregister at a run. Near-health data, so this is the only way
-- in for vsv_web: it gives no more than the acting organisation's own active aanmeldingen, and the service
-- that calls it checks the right and logs each person.
CREATE FUNCTION rapport_doelgroepregister(bij_run bigint, aanmeldingen bigint[])
RETURNS TABLE (aanmelding bigint, doelgroepregister boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.aanmelding, p.doelgroepregister
    FROM prioriteit p
    JOIN actieve_aanmelding a ON a.id = p.aanmelding
    WHERE p.organisatie = vsv_organisatie() AND a.organisatie = vsv_organisatie()
      AND p.aanmelding = ANY (aanmeldingen)
      AND p.van <= bij_run AND (p.tot IS NULL OR p.tot > bij_run)
$$;
REVOKE ALL ON FUNCTION rapport_doelgroepregister FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rapport_doelgroepregister TO vsv_web;

GRANT SELECT ON run, rapport TO vsv_web;
GRANT SELECT (aanmelding, organisatie, jongere, van, tot, loon, loonperiode, sinds, uren,
              prioriteit, redenen, vlaggen) ON prioriteit TO vsv_web;
GRANT SELECT, INSERT ON run, rapport, prioriteit TO vsv_werker;
GRANT UPDATE (tot) ON prioriteit TO vsv_werker;
GRANT UPDATE ON run_beurt TO vsv_werker;   -- what LOCK TABLE asks for
