-- Opvolging: how far the work with a jongere is. A mark, no story: nothing about health or a person's life is in it.

-- Where the jongere lives, as far as the organisation says so.
ALTER TABLE aanmelding ADD COLUMN gemeentecode text CHECK (gemeentecode ~ '^[0-9]{4}$');
GRANT UPDATE (gemeentecode) ON aanmelding TO vsv_web;

-- Each mark that was set; the last one holds. TE_DOEN takes a mark away.
CREATE TABLE opvolging (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisatie bigint NOT NULL REFERENCES organisatie,
    aanmelding  bigint NOT NULL REFERENCES aanmelding ON DELETE CASCADE,
    jongere     bigint NOT NULL REFERENCES jongere ON DELETE CASCADE,
    merk        text NOT NULL CHECK (merk IN ('TE_DOEN', 'NIET_BEREIKT', 'IN_CONTACT', 'STEUN_AFGESPROKEN',
                                              'NIET_BESCHIKBAAR')),
    reden       text CHECK (reden IN ('ZIEK', 'ZORG', 'DETENTIE', 'BUITENLAND', 'ZELFSTANDIG', 'ONBEREIKBAAR')),
    gezet_op    timestamptz NOT NULL DEFAULT clock_timestamp(),
    gezet_door  text NOT NULL,                -- actor
    CHECK ((merk = 'NIET_BESCHIKBAAR') = (reden IS NOT NULL))
);
COMMENT ON TABLE opvolging IS 'Marks of how far the work with a jongere is; appended, the last one holds';
CREATE INDEX ON opvolging (aanmelding, id);
CREATE INDEX ON opvolging (jongere);

ALTER TABLE opvolging ENABLE ROW LEVEL SECURITY;
CREATE POLICY gevolgd ON opvolging TO vsv_web
    USING (organisatie = vsv_organisatie() AND EXISTS (SELECT FROM actieve_aanmelding a WHERE a.id = opvolging.aanmelding))
    WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY werker ON opvolging TO vsv_werker USING (true) WITH CHECK (true);
GRANT SELECT ON opvolging TO vsv_web, vsv_werker;
GRANT INSERT (organisatie, aanmelding, jongere, merk, reden, gezet_door) ON opvolging TO vsv_web;
