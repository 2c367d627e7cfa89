-- What the operator's pages of the portal may see (role vsv_beheer): how the service is doing, and no people's data.
-- Of tables that hold people it gets the columns that say nothing about who it is, so that it can count.

GRANT SELECT ON levering, levering_tabel, vraagronde, bronstand, cyclus TO vsv_beheer;
GRANT SELECT (id, soort, peildatum, regelset, gemaakt_op) ON run TO vsv_beheer;

-- Of the jobs not their arguments, of the workers only that they live.
GRANT SELECT (id, queue_name, task_name, status, scheduled_at, attempts) ON procrastinate_jobs TO vsv_beheer;
GRANT SELECT (id, job_id, type, at) ON procrastinate_events TO vsv_beheer;
GRANT SELECT (id, last_heartbeat) ON procrastinate_workers TO vsv_beheer;

-- Why rows were refused, and where they stood in the file; not whose they are, and not what was in them.
CREATE POLICY beheer ON uitval FOR SELECT TO vsv_beheer USING (true);
GRANT SELECT (id, levering, tabel, regel, kolom, code, reden, alsnog_genomen) ON uitval TO vsv_beheer;

-- How fresh each source is, and how many questions are open.
CREATE POLICY beheer ON bevraging FOR SELECT TO vsv_beheer USING (true);
GRANT SELECT (bron, beantwoord_op) ON bevraging TO vsv_beheer;
CREATE POLICY beheer ON vraag FOR SELECT TO vsv_beheer USING (true);
GRANT SELECT (bron, dag, pogingen) ON vraag TO vsv_beheer;

-- How many people each organisation follows now, and how many aanmeldingen it ever had.
CREATE FUNCTION beheer_tel_aanmeldingen() RETURNS TABLE (organisatie bigint, gevolgd bigint, ooit bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.organisatie,
           count(*) FILTER (WHERE a.aanmelddatum <= current_date
                            AND (a.afmelddatum IS NULL OR a.afmelddatum > current_date)
                            AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date)),
           count(*)
    FROM aanmelding a GROUP BY a.organisatie
$$;
REVOKE ALL ON FUNCTION beheer_tel_aanmeldingen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION beheer_tel_aanmeldingen TO vsv_beheer, vsv_werker;
