-- Api: requests that may come twice, and how fast a client asks.

-- What became of a request with an Idempotency-Key, kept for 24 hours, so that the same request is done once. It holds
-- the answer as it was given: nothing in it that the client has not seen, and never a BSN.
CREATE TABLE verzoek (
    client      text NOT NULL,                 -- OIN
    organisatie bigint NOT NULL REFERENCES organisatie,
    sleutel     text NOT NULL CHECK (length(sleutel) BETWEEN 1 AND 255),
    inhoud      bytea NOT NULL,                -- SHA-256 of method, address and body
    begonnen_op timestamptz NOT NULL DEFAULT clock_timestamp(),
    status      smallint,                      -- HTTP; null = being done
    antwoord    bytea,
    PRIMARY KEY (organisatie, client, sleutel),
    CHECK ((status IS NULL) = (antwoord IS NULL))
);
CREATE INDEX ON verzoek (organisatie, client, begonnen_op);
ALTER TABLE verzoek ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen ON verzoek TO vsv_web
    USING (organisatie = vsv_organisatie()) WITH CHECK (organisatie = vsv_organisatie());
GRANT SELECT, INSERT, UPDATE, DELETE ON verzoek TO vsv_web;

-- How many requests a client was allowed in the window that runs now. Processes take them in blocks, so that there is
-- one count for all of them without a write at every request. After a crash it begins anew.
CREATE UNLOGGED TABLE tempo (
    client   text PRIMARY KEY,                 -- OIN
    venster  bigint NOT NULL,                  -- number of the window
    genomen  integer NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON tempo TO vsv_web;
