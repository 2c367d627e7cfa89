-- Werklijst: one narrow row for each aanmelding that has not ended, with everything a list filters and sorts by.
--
-- It is derived and nothing else: triggers keep it equal to aanmelding and opvolging, whoever writes those, and each run
-- is followed by putting on it what changed (`vsv.rapport.werklijst.bijwerken`). The owner and the end stand on the row,
-- so that the wall is a plain comparison and a list of 50,000 people needs no look-up a row.
CREATE TABLE werkregel (
    aanmelding   bigint PRIMARY KEY REFERENCES aanmelding ON DELETE CASCADE,
    organisatie  bigint NOT NULL,
    jongere      bigint NOT NULL,
    uuid         uuid NOT NULL,                 -- of the jongere
    aanmelddatum date NOT NULL,
    afmelddatum  date,                          -- known, but still to come
    uiterlijk    date,                          -- 27th birthday
    kenmerk      text,
    gemeentecode text,
    prioriteit   smallint NOT NULL DEFAULT 0,   -- 0 = NP, or not ranked yet
    sinds        date NOT NULL,                 -- peildatum from which on this was the priority; else aanmelddatum
    vlaggen      text NOT NULL DEFAULT '',
    signaal      text,                          -- IKV-signaal of the last run that had one about this person
    merk         text NOT NULL DEFAULT 'TE_DOEN',
    merkreden    text,
    merk_op      timestamptz
);
COMMENT ON TABLE werkregel IS 'Derived: what the list of an organisation filters and sorts by, a row per aanmelding';
CREATE INDEX werkregel_urgentie ON werkregel
    (organisatie, ((prioriteit + 5) % 6), (date '2000-01-01' - sinds), uuid);
CREATE UNIQUE INDEX werkregel_uuid ON werkregel (organisatie, uuid);
CREATE INDEX werkregel_kenmerk ON werkregel (organisatie, kenmerk text_pattern_ops);

-- What the rows have to be, but for the signal: to fill the table, and to hold it against.
CREATE VIEW werkregel_herleid AS
    SELECT a.id AS aanmelding, a.organisatie, a.jongere, j.uuid, a.aanmelddatum, a.afmelddatum, a.uiterlijk, a.kenmerk,
           a.gemeentecode, coalesce(p.prioriteit, 0)::smallint AS prioriteit, coalesce(p.sinds, a.aanmelddatum) AS sinds,
           coalesce(p.vlaggen, '') AS vlaggen, coalesce(o.merk, 'TE_DOEN') AS merk, o.reden AS merkreden,
           o.gezet_op AS merk_op
    FROM aanmelding a
    JOIN jongere j ON j.id = a.jongere
    LEFT JOIN prioriteit p ON p.aanmelding = a.id AND p.tot IS NULL
    LEFT JOIN LATERAL (SELECT merk, reden, gezet_op FROM opvolging WHERE aanmelding = a.id ORDER BY id DESC LIMIT 1) o
        ON true
    WHERE a.afmelddatum IS NULL OR a.afmelddatum > current_date;

CREATE FUNCTION werkregel_bij_aanmelden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO werkregel (aanmelding, organisatie, jongere, uuid, aanmelddatum, afmelddatum, uiterlijk, kenmerk,
                           gemeentecode, sinds)
    SELECT n.id, n.organisatie, n.jongere, j.uuid, n.aanmelddatum, n.afmelddatum, n.uiterlijk, n.kenmerk, n.gemeentecode,
           n.aanmelddatum
    FROM nieuw n JOIN jongere j ON j.id = n.jongere
    WHERE n.afmelddatum IS NULL OR n.afmelddatum > current_date;
    RETURN NULL;
END
$$;
CREATE TRIGGER werkregel_bij_aanmelden AFTER INSERT ON aanmelding
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION werkregel_bij_aanmelden();

CREATE FUNCTION werkregel_bij_wijzigen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM werkregel w USING nieuw n WHERE w.aanmelding = n.id AND n.afmelddatum <= current_date;
    UPDATE werkregel w
    SET afmelddatum = n.afmelddatum, uiterlijk = n.uiterlijk, kenmerk = n.kenmerk, gemeentecode = n.gemeentecode
    FROM nieuw n WHERE w.aanmelding = n.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER werkregel_bij_wijzigen AFTER UPDATE ON aanmelding
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION werkregel_bij_wijzigen();

-- What a run found is put on the rows after the run, in a transaction of its own: a run works on a snapshot, and would
-- break off when somebody sets a mark meanwhile.
CREATE TABLE werkstand (
    enige boolean PRIMARY KEY DEFAULT true CHECK (enige),
    run   bigint NOT NULL                       -- the last run that stands in werkregel; 0 = none
);
INSERT INTO werkstand (run) SELECT coalesce(max(id), 0) FROM run;
GRANT SELECT, UPDATE ON werkstand TO vsv_werker;

CREATE FUNCTION werkregel_bij_opvolgen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE werkregel w SET merk = n.merk, merkreden = n.reden, merk_op = n.gezet_op
    FROM (SELECT DISTINCT ON (aanmelding) * FROM nieuw ORDER BY aanmelding, id DESC) n
    WHERE w.aanmelding = n.aanmelding;
    RETURN NULL;
END
$$;
CREATE TRIGGER werkregel_bij_opvolgen AFTER INSERT ON opvolging
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION werkregel_bij_opvolgen();

ALTER TABLE werkregel ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON werkregel FOR SELECT TO vsv_web USING (
    organisatie = vsv_organisatie() AND aanmelddatum <= current_date
    AND (afmelddatum IS NULL OR afmelddatum > current_date) AND (uiterlijk IS NULL OR uiterlijk > current_date));
CREATE POLICY werker ON werkregel TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON werkregel TO vsv_web, vsv_werker;
GRANT SELECT ON werkregel_herleid TO vsv_werker;
GRANT UPDATE (prioriteit, sinds, vlaggen, signaal) ON werkregel TO vsv_werker;

INSERT INTO werkregel (aanmelding, organisatie, jongere, uuid, aanmelddatum, afmelddatum, uiterlijk, kenmerk,
                       gemeentecode, prioriteit, sinds, vlaggen, merk, merkreden, merk_op)
SELECT * FROM werkregel_herleid;

-- The filters that somebody keeps, and when somebody last looked at the news.
CREATE TABLE bewaarde_filter (
    organisatie bigint NOT NULL REFERENCES organisatie,
    actor       text NOT NULL,
    naam        text NOT NULL CHECK (length(btrim(naam)) BETWEEN 1 AND 60),
    vraag       text NOT NULL CHECK (length(vraag) <= 1000),   -- query string of the list; never about one person
    PRIMARY KEY (organisatie, actor, naam)
);
CREATE TABLE gekeken (
    organisatie bigint NOT NULL REFERENCES organisatie,
    actor       text NOT NULL,
    op          timestamptz NOT NULL,           -- the latest look
    vorige      timestamptz,                    -- the look before: news is what came since
    PRIMARY KEY (organisatie, actor)
);
DO $$
DECLARE
    tabel text;
BEGIN
    FOREACH tabel IN ARRAY ARRAY['bewaarde_filter', 'gekeken'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tabel);
        EXECUTE format('CREATE POLICY eigen ON %I TO vsv_web
                        USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie())', tabel);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO vsv_web', tabel);
    END LOOP;
END
$$;
