-- The months of the log are months in UTC, and a month that was not made in time takes over its lines from the rest.

-- Makes the month partitions from the month of `vanaf` on, `aantal` of them; those that exist stay. Lines of a new month
-- that stand in logregel_rest move along, as they are: the chain holds over them as before.
CREATE OR REPLACE FUNCTION logboek_maak_maanden(vanaf date, aantal int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET TimeZone = 'UTC' AS $$
DECLARE
    maand timestamptz;
    volgende timestamptz;
    naam text;
BEGIN
    LOCK TABLE logregel_rest IN ACCESS EXCLUSIVE MODE;
    FOR i IN 0 .. aantal - 1 LOOP
        maand := date_trunc('month', vanaf) + make_interval(months => i);
        volgende := maand + interval '1 month';
        naam := 'logregel_' || to_char(maand, 'YYYY_MM');
        CONTINUE WHEN to_regclass(naam) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE logregel INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', naam);
        EXECUTE format('WITH verhuisd AS (DELETE FROM logregel_rest WHERE tijdstip >= %L AND tijdstip < %L RETURNING *)
                        INSERT INTO %I SELECT * FROM verhuisd', maand, volgende, naam);
        BEGIN
            EXECUTE format('ALTER TABLE logregel ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                           naam, maand, volgende);
        EXCEPTION WHEN invalid_object_definition THEN  -- an older one covers a part of this month
            EXECUTE format('INSERT INTO logregel_rest SELECT * FROM %I', naam);
            EXECUTE format('DROP TABLE %I', naam);
        END;
    END LOOP;
END
$$;
