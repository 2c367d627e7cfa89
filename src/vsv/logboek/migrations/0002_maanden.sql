-- The months of the log are months in UTC; a month that was not made in time takes over its lines from the rest, as they are:
-- the chain holds over them as before. A new month can be made while others are writing lines.
--
-- A line that was on its way to logregel_rest when its month appeared would be refused. So while a month is made nobody
-- writes: who does, is waited for, and who comes later finds the new month. That is once a month; when all months are
-- there, nothing is locked.
CREATE OR REPLACE FUNCTION logboek_maak_maanden(vanaf date, aantal int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET TimeZone = 'UTC' AS $$
DECLARE
    maand timestamptz;
    volgende timestamptz;
    naam text;
BEGIN
    FOR i IN 0 .. aantal - 1 LOOP
        maand := date_trunc('month', vanaf) + make_interval(months => i);
        volgende := maand + interval '1 month';
        naam := 'logregel_' || to_char(maand, 'YYYY_MM');
        CONTINUE WHEN to_regclass(naam) IS NOT NULL;
        LOCK TABLE logregel IN ACCESS EXCLUSIVE MODE;
        CONTINUE WHEN to_regclass(naam) IS NOT NULL;  -- somebody else made it while we waited
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
