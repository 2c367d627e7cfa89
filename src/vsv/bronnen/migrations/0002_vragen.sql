-- Which questions to the sources are still open, what became of the others, and how each source is doing.

-- A day on which questions were planned, per source. What was planned is for ever in one of four places:
-- gepland = beantwoord + niets_gevonden + vervallen + the rows of `vraag` that are still open.
CREATE TABLE vraagronde (
    dag            date NOT NULL,                -- in Amsterdam
    bron           text NOT NULL CHECK (bron IN ('POLIS', 'PW', 'DGR')),
    gepland        integer NOT NULL DEFAULT 0,
    beantwoord     integer NOT NULL DEFAULT 0,   -- something is known about the person
    niets_gevonden integer NOT NULL DEFAULT 0,   -- an answer too
    vervallen      integer NOT NULL DEFAULT 0,   -- nobody follows the person any more: not asked, or not kept
    PRIMARY KEY (dag, bron)
);
COMMENT ON TABLE vraagronde IS 'Per day and source how many were to be asked about, and what came of it';

-- A question that is still open. It goes when it is answered, in the transaction that keeps the answer.
CREATE TABLE vraag (
    bron       text NOT NULL,
    jongere    bigint NOT NULL,
    dag        date NOT NULL,                    -- its round
    niet_voor  timestamptz NOT NULL,             -- not asked before this moment
    pogingen   smallint NOT NULL DEFAULT 0,      -- how often it went wrong
    reden      text,                             -- why the last time, a code
    mislukt_op timestamptz,                      -- when the last time
    bezet_door uuid,                             -- who is asking now; an answer counts only from that one
    PRIMARY KEY (bron, jongere),
    FOREIGN KEY (dag, bron) REFERENCES vraagronde,
    CHECK ((reden IS NULL) = (mislukt_op IS NULL))
);
COMMENT ON TABLE vraag IS 'Who is still to be asked about at which source';
CREATE INDEX ON vraag (bron, niet_voor, jongere);
CREATE INDEX ON vraag (jongere);

-- How a source is doing. After too many failures in a row nobody asks it anything until rust_tot.
CREATE TABLE bronstand (
    bron          text PRIMARY KEY CHECK (bron IN ('POLIS', 'PW', 'DGR')),
    antwoord_op   timestamptz,                   -- last answer
    fouten_op_rij integer NOT NULL DEFAULT 0,    -- failures since then
    fout          text,                          -- the last one, a code
    fout_op       timestamptz,
    rust_tot      timestamptz
);
INSERT INTO bronstand (bron) VALUES ('POLIS'), ('PW'), ('DGR');

-- Somebody follows this person on that day: about nobody else is a source ever asked (Besluit SUWI 5.9).
CREATE FUNCTION wordt_gevolgd(wie bigint, op date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM aanmelding a
                   WHERE a.jongere = wie AND a.aanmelddatum <= op
                     AND (a.afmelddatum IS NULL OR a.afmelddatum > op) AND (a.uiterlijk IS NULL OR a.uiterlijk > op))
$$;

-- Who follows a person may know that a source still has to answer; the worker asks.
ALTER TABLE vraag ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON vraag FOR SELECT TO vsv_web USING (EXISTS (
    SELECT FROM actieve_aanmelding a WHERE a.jongere = vraag.jongere AND a.organisatie = vsv_organisatie()));
CREATE POLICY werker ON vraag TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT (bron, jongere, dag, pogingen, reden, mislukt_op) ON vraag TO vsv_web;
GRANT SELECT ON bronstand TO vsv_web;   -- not the counts of vraagronde: of a few people they would tell too much
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON vraag TO vsv_werker;   -- MAINTAIN: ANALYZE after planning
GRANT SELECT, INSERT, UPDATE ON vraagronde TO vsv_werker;
GRANT SELECT, UPDATE ON bronstand TO vsv_werker;
