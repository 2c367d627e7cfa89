-- Who is who in the log of an organisation. The log is read long after the following has stopped, so the wall of jongere
-- is too narrow for it; but about a person with whom the organisation never had to do, nothing is to be found out.

-- Whether the organisation this transaction acts for ever signed this person up, was asked to, or has log lines about
-- this person.
CREATE FUNCTION klantvolg_heeft_spoor(wie bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM aanmelding a WHERE a.jongere = wie AND a.organisatie = vsv_organisatie())
        OR EXISTS (SELECT FROM voorstel v WHERE v.jongere = wie AND v.organisatie = vsv_organisatie())
        OR EXISTS (SELECT FROM logregel l WHERE l.jongere = wie AND l.organisatie = vsv_organisatie())
$$;

-- Of these persons those of whom it has a trace, with what names them.
CREATE FUNCTION klantvolg_in_logboek(jongeren bigint[]) RETURNS TABLE (jongere bigint, uuid uuid, bsn bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT j.id, j.uuid, j.bsn FROM jongere j WHERE j.id = ANY (jongeren) AND klantvolg_heeft_spoor(j.id)
$$;

-- The person with this encrypted BSN or with this uuid, when it has a trace of that person.
CREATE FUNCTION klantvolg_zoek_in_logboek(versleuteld bytea, naam uuid) RETURNS TABLE (jongere bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT j.id FROM jongere j WHERE (j.bsn = versleuteld OR j.uuid = naam) AND klantvolg_heeft_spoor(j.id)
$$;

REVOKE ALL ON FUNCTION klantvolg_heeft_spoor, klantvolg_in_logboek, klantvolg_zoek_in_logboek FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_in_logboek, klantvolg_zoek_in_logboek TO vsv_web;
