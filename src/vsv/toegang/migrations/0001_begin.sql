-- Toegang: the organisations that use the service.

CREATE TABLE organisatie (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    oin          text NOT NULL UNIQUE CHECK (oin ~ '^[0-9]{20}$'),
    naam         text NOT NULL CHECK (naam <> ''),
    soort        text NOT NULL CHECK (soort IN ('doorstroompunt', 'gemeente')),
    regio        smallint NOT NULL,          -- Doorstroompunt region, 1-41
    gemeentecode text CHECK (gemeentecode ~ '^[0-9]{4}$'),
    gemaakt_op   timestamptz NOT NULL DEFAULT now(),
    CHECK ((soort = 'gemeente') = (gemeentecode IS NOT NULL))
);
COMMENT ON TABLE organisatie IS 'Who may sign young people up: a Doorstroompunt (one per region) or a gemeente';

GRANT SELECT ON organisatie TO vsv_web;
GRANT SELECT, INSERT ON organisatie TO vsv_werker;
