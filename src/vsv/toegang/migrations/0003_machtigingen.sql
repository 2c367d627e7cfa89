-- Clients and machtigingen: which vendor's software may do what, for which organisation.
--
-- A client is known by the OIN of its vendor and proves who it is with a key of its own (private_key_jwt). Only the
-- public half is here: no private key stands in the database, neither theirs nor ours.

CREATE TABLE client (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    oin            text NOT NULL UNIQUE CHECK (oin ~ '^[0-9]{20}$'),   -- the client_id; the actor in the log: client:<oin>
    naam           text NOT NULL CHECK (length(btrim(naam)) BETWEEN 1 AND 100),
    jwks           jsonb NOT NULL,            -- {"keys": [...]}: RSA, each with its kid
    gemaakt_op     timestamptz NOT NULL DEFAULT clock_timestamp(),
    geblokkeerd_op timestamptz,               -- null = may ask for tokens
    CHECK (jsonb_array_length(jwks -> 'keys') > 0),
    CHECK (NOT jsonb_path_exists(jwks, '$.keys[*] ? (exists (@.d) || exists (@.p) || exists (@.k))'))  -- public only
);
COMMENT ON TABLE client IS 'Software of a vendor that may ask for tokens; it acts for no organisation by itself';

-- What an organisation lets a client do for it. A change is a withdrawal and a new one, so that the log can be read with
-- what held then.
CREATE TABLE machtiging (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    client           bigint NOT NULL REFERENCES client,
    organisatie      bigint NOT NULL REFERENCES organisatie,
    scopes           text[] NOT NULL CHECK (cardinality(scopes) > 0),
    verleend_op      timestamptz NOT NULL DEFAULT clock_timestamp(),
    verleend_door    text NOT NULL,                           -- actor
    ingetrokken_op   timestamptz,
    ingetrokken_door text,
    CHECK ((ingetrokken_op IS NULL) = (ingetrokken_door IS NULL))
);
CREATE UNIQUE INDEX een_machtiging ON machtiging (client, organisatie) WHERE ingetrokken_op IS NULL;
CREATE INDEX ON machtiging (organisatie);

-- The proofs that were used, until they can't be used any more by their own end: over all processes, once.
CREATE TABLE gebruikte_jti (
    client    bigint NOT NULL REFERENCES client,
    jti       text NOT NULL CHECK (length(jti) <= 255),
    vervalt_op timestamptz NOT NULL,
    PRIMARY KEY (client, jti)
);
CREATE INDEX ON gebruikte_jti (vervalt_op);

-- Uses up the jti of a proof; false when it was used before. Takes away some of what is over, and waits for nobody who
-- does the same.
CREATE FUNCTION toegang_gebruik_jti(van_client bigint, van_jti text, tot timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM gebruikte_jti WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM gebruikte_jti WHERE vervalt_op < clock_timestamp() LIMIT 20 FOR UPDATE SKIP LOCKED));
    INSERT INTO gebruikte_jti (client, jti, vervalt_op) VALUES (van_client, van_jti, tot) ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

-- What a client may do for an organisation at this moment: one row, or none. Asked at every request, before it is known
-- for whom the transaction acts, so that what was withdrawn or blocked stops at once.
CREATE FUNCTION toegang_machtiging(van_client text, van_organisatie text)
RETURNS TABLE (id bigint, oin text, naam text, soort text, regio smallint, gemeentecode text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, o.oin, o.naam, o.soort, o.regio, o.gemeentecode, m.scopes
    FROM client c
    JOIN organisatie o ON o.oin = van_organisatie
    JOIN machtiging m ON m.client = c.id AND m.organisatie = o.id AND m.ingetrokken_op IS NULL
    WHERE c.oin = van_client AND c.geblokkeerd_op IS NULL
$$;

-- The same for every organisation that lets this client act for it.
CREATE FUNCTION toegang_machtigingen(van_client text)
RETURNS TABLE (id bigint, oin text, naam text, soort text, regio smallint, gemeentecode text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, o.oin, o.naam, o.soort, o.regio, o.gemeentecode, m.scopes
    FROM client c
    JOIN machtiging m ON m.client = c.id AND m.ingetrokken_op IS NULL
    JOIN organisatie o ON o.id = m.organisatie
    WHERE c.oin = van_client AND c.geblokkeerd_op IS NULL
    ORDER BY o.oin
$$;

REVOKE ALL ON FUNCTION toegang_gebruik_jti, toegang_machtiging, toegang_machtigingen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang_gebruik_jti, toegang_machtiging, toegang_machtigingen TO vsv_web;

-- Which clients there are is no secret among organisations; what each was let do is of that organisation alone. The
-- operator sees how many organisations a client acts for.
GRANT SELECT ON client TO vsv_web, vsv_beheer, vsv_werker;
GRANT INSERT (oin, naam, jwks) ON client TO vsv_werker;
GRANT UPDATE (jwks, geblokkeerd_op) ON client TO vsv_werker;
GRANT UPDATE (geblokkeerd_op) ON client TO vsv_beheer;
ALTER TABLE machtiging ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen_lezen ON machtiging FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY eigen_verlenen ON machtiging FOR INSERT TO vsv_web WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY eigen_intrekken ON machtiging FOR UPDATE TO vsv_web   -- withdrawn is withdrawn
    USING (organisatie = vsv_organisatie() AND ingetrokken_op IS NULL) WITH CHECK (organisatie = vsv_organisatie());
CREATE POLICY beheer ON machtiging FOR SELECT TO vsv_beheer, vsv_werker USING (true);
GRANT SELECT ON machtiging TO vsv_web;
GRANT INSERT (client, organisatie, scopes, verleend_door) ON machtiging TO vsv_web;
GRANT UPDATE (ingetrokken_op, ingetrokken_door) ON machtiging TO vsv_web;
GRANT SELECT (client, organisatie, ingetrokken_op) ON machtiging TO vsv_beheer, vsv_werker;
