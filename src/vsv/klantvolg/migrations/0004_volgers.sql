-- Klantvolg: who follows a person beside the organisation itself.

-- The organisations that follow this person now. Only who follows the person itself is told, and only names: since when
-- and under which reference is the other's own affair.
CREATE FUNCTION klantvolg_volgers(wie bigint) RETURNS TABLE (organisatie bigint, naam text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT o.id, o.naam
    FROM actieve_aanmelding a JOIN organisatie o ON o.id = a.organisatie
    WHERE a.jongere = wie
      AND EXISTS (SELECT FROM actieve_aanmelding eigen
                  WHERE eigen.jongere = wie AND eigen.organisatie = vsv_organisatie())
$$;
REVOKE ALL ON FUNCTION klantvolg_volgers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_volgers TO vsv_web;
