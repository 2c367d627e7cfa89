-- Rapport: the runs, the history of priorities, and the reports as moments on it.

-- A day run or week run over all organisations. It pins what was known: any report can be recomputed from
-- the facts with levering <= laatste_levering and the aanmeldingen registered before bekend_tot.
CREATE TABLE run (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- in order of time
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

-- Priority of an aanmelding from run `van` up to, not including, run `tot`. A row is added only when
-- something in it changes, so a report is: the rows with van <= run and (tot is null or tot > run).
CREATE TABLE prioriteit (
    aanmelding  bigint NOT NULL,
    organisatie bigint NOT NULL,
    jongere     bigint NOT NULL,
    van         bigint NOT NULL,
    tot         bigint,                   -- null = holds now
    loon        bigint NOT NULL,          -- cents, in loonperiode
    loonperiode date NOT NULL,            -- first day of the month
    uren        integer NOT NULL,         -- hours, in loonperiode
    polis_tot   date,                     -- answers known up to, when this row was made
    pw_tot      date,
    dgr_tot     date,
    prioriteit  smallint NOT NULL CHECK (prioriteit BETWEEN 0 AND 5),  -- 0 = NP
    vorige      smallint,                 -- priority of the row before; null = the first
    doelgroepregister boolean NOT NULL,   -- no grant for vsv_web
    redenen     text NOT NULL,            -- codes joined by |
    vlaggen     text NOT NULL             -- codes joined by |
);
CREATE INDEX prioriteit_nu ON prioriteit (organisatie, aanmelding) WHERE tot IS NULL;
CREATE INDEX prioriteit_van ON prioriteit (van);
CREATE INDEX prioriteit_jongere ON prioriteit (jongere);

-- What a report of one organisation counted, kept when the people behind it are gone.
CREATE TABLE rapport (
    run         bigint NOT NULL REFERENCES run,
    organisatie bigint NOT NULL REFERENCES organisatie,
    np integer NOT NULL, p1 integer NOT NULL, p2 integer NOT NULL,
    p3 integer NOT NULL, p4 integer NOT NULL, p5 integer NOT NULL,
    verplaatsingen jsonb NOT NULL,        -- [{"van": 3|null, "naar": 1|null, "aantal": 12}], null = not in the report
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

GRANT SELECT ON run, rapport TO vsv_web;
GRANT SELECT (aanmelding, organisatie, jongere, van, tot, loon, loonperiode, uren, polis_tot, pw_tot,
              prioriteit, vorige, redenen, vlaggen) ON prioriteit TO vsv_web;
GRANT SELECT, INSERT ON run, rapport, prioriteit TO vsv_werker;
GRANT UPDATE (tot) ON prioriteit TO vsv_werker;
