-- Logboek: who did what to whose data, appended, never changed.
--
-- One row per person and per read or change (BIO2 log line), written in the same transaction as the
-- reading or changing itself: no log means no data. The same row feeds the Logboek Dataverwerkingen
-- (data subject = `jongere`, a pseudonym; linked by `trace`).

CREATE TABLE logregel (
    nummer       bigint GENERATED ALWAYS AS IDENTITY,
    transactie   xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tijdstip     timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor        text NOT NULL,   -- pseudonym of a user, or systeem:<taak>
    oorsprong    text NOT NULL,   -- the way in: cli, taak, portaal, api
    organisatie  bigint,          -- organisation acted for (a plain key); null for the service itself
    actie        text NOT NULL,   -- <room>.<verb>, such as klantvolg.aanmelden
    jongere      bigint,          -- whose data (a plain key); null when it concerns no person
    resultaat    text NOT NULL CHECK (resultaat IN ('gelukt', 'geweigerd', 'mislukt')),
    trace        text NOT NULL,   -- W3C trace id: one per command, request or job
    bijzonderheden jsonb NOT NULL DEFAULT '{}'  -- never a BSN
) PARTITION BY RANGE (tijdstip);

COMMENT ON TABLE logregel IS 'Audit: one row per person and per read or change; append-only; a partition a month';

CREATE INDEX ON logregel (transactie, nummer);                                 -- sealing, in order
CREATE INDEX ON logregel (jongere, tijdstip) WHERE jongere IS NOT NULL;        -- who looked at this person

-- Rows outside every month partition stay here, so that no log line is ever lost.
CREATE TABLE logregel_rest PARTITION OF logregel DEFAULT;

-- Makes the month partitions from the month of `vanaf` on, `aantal` of them; those that exist stay.
CREATE FUNCTION logboek_maak_maanden(vanaf date, aantal int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    maand timestamptz;
    naam text;
BEGIN
    FOR i IN 0 .. aantal - 1 LOOP
        maand := (date_trunc('month', vanaf) + make_interval(months => i)) AT TIME ZONE 'UTC';
        naam := 'logregel_' || to_char(maand AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(naam) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF logregel FOR VALUES FROM (%L) TO (%L)',
                           naam, maand, (maand AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        END IF;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION logboek_maak_maanden FROM PUBLIC;
GRANT EXECUTE ON FUNCTION logboek_maak_maanden TO vsv_werker;

-- The chain. A zegel covers all rows of the transactions in [van, tot) and the zegel before it.
CREATE TABLE logzegel (
    volgnummer  bigint PRIMARY KEY,
    van         xid8 NOT NULL,
    tot         xid8 NOT NULL,
    regels      bigint NOT NULL,
    samenvatting bytea NOT NULL,   -- SHA-256 over the rows
    zegel       bytea NOT NULL,    -- SHA-256 over volgnummer, van, tot, regels, samenvatting and the zegel before
    gezegeld_op timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The text of a row that is hashed: a JSON array, so that no two rows can have the same text.
CREATE FUNCTION logregel_tekst(r logregel) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(
        r.nummer, r.transactie::text, to_char(r.tijdstip AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        r.actor, r.oorsprong, r.organisatie, r.actie, r.jongere, r.resultaat, r.trace, r.bijzonderheden)::text
$$;

-- Number of rows of the transactions in [van, tot) and the SHA-256 over the SHA-256 of each, in order.
CREATE FUNCTION logboek_vat_samen(van xid8, tot xid8, OUT regels bigint, OUT samenvatting bytea)
LANGUAGE sql STABLE AS $$
    SELECT count(*),
           sha256(coalesce(string_agg(sha256(convert_to(logregel_tekst(r), 'UTF8')), ''::bytea
                                      ORDER BY r.transactie, r.nummer), ''::bytea))
    FROM logregel r
    WHERE r.transactie >= van AND r.transactie < tot
$$;

-- Acting organisation of this transaction; null when none was said.
CREATE FUNCTION vsv_organisatie() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('vsv.organisatie', true), '')::bigint
$$;

ALTER TABLE logregel ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen_lezen ON logregel FOR SELECT TO vsv_web USING (organisatie = vsv_organisatie());
CREATE POLICY eigen_schrijven ON logregel FOR INSERT TO vsv_web
    WITH CHECK (organisatie IS NOT DISTINCT FROM vsv_organisatie());
CREATE POLICY werker_lezen ON logregel FOR SELECT TO vsv_werker USING (true);
CREATE POLICY werker_schrijven ON logregel FOR INSERT TO vsv_werker WITH CHECK (true);
GRANT SELECT, INSERT ON logregel TO vsv_web, vsv_werker;
GRANT SELECT, INSERT ON logzegel TO vsv_werker;
