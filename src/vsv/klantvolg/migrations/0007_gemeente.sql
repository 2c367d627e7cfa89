-- Where a jongere lives can be told at aanmelden; and a mark is set only on one's own aanmelding.

-- A mark also lands on the werkregel of its aanmelding, so whoever sets one has to be who follows.
DROP POLICY gevolgd ON opvolging;
CREATE POLICY gevolgd ON opvolging TO vsv_web
    USING (organisatie = vsv_organisatie()
           AND EXISTS (SELECT FROM actieve_aanmelding a WHERE a.id = opvolging.aanmelding))
    WITH CHECK (organisatie = vsv_organisatie()
                AND EXISTS (SELECT FROM actieve_aanmelding a
                            WHERE a.id = opvolging.aanmelding AND a.organisatie = opvolging.organisatie
                              AND a.jongere = opvolging.jongere));

DROP FUNCTION klantvolg_meld_aan(bytea[], date[], date[], text[]);
DROP FUNCTION klantvolg_voeg_toe(bigint[], bytea[], date[], date[], text[]);

-- Adds aanmeldingen of persons that are known, in the order given; those of a past that is over come with their
-- afmelddatum. Without gemeentecodes it is not known where they live.
CREATE FUNCTION klantvolg_voeg_toe(organisaties bigint[], bsns bytea[], aanmelddata date[], afmelddata date[],
                                   kenmerken text[], gemeentecodes text[] DEFAULT NULL) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO aanmelding (organisatie, jongere, kenmerk, aanmelddatum, uiterlijk, afmelddatum, afmeldreden,
                            afgemeld_op, gemeentecode)
    SELECT v.organisatie, j.id, v.kenmerk, v.aanmelddatum, zevenentwintigste_verjaardag(j.geboortedatum),
           v.afmelddatum, CASE WHEN v.afmelddatum IS NOT NULL THEN 'ANDERS' END,
           CASE WHEN v.afmelddatum IS NOT NULL THEN clock_timestamp() END, v.gemeentecode
    FROM unnest(organisaties, bsns, aanmelddata, afmelddata, kenmerken, gemeentecodes) WITH ORDINALITY
         AS v (organisatie, bsn, aanmelddatum, afmelddatum, kenmerk, gemeentecode, volgorde)
    JOIN jongere j USING (bsn)
    ORDER BY v.volgorde
$$;

-- The same for the organisation this transaction acts for, and for no other.
CREATE FUNCTION klantvolg_meld_aan(bsns bytea[], geboortedata date[], aanmelddata date[], kenmerken text[],
                                   gemeentecodes text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT klantvolg_vul_geboortedatum(bsns, geboortedata);
    SELECT klantvolg_voeg_toe(array_fill(vsv_organisatie(), ARRAY[cardinality(bsns)]), bsns, aanmelddata,
                              array_fill(NULL::date, ARRAY[cardinality(bsns)]), kenmerken, gemeentecodes)
$$;

REVOKE ALL ON FUNCTION klantvolg_voeg_toe, klantvolg_meld_aan FROM PUBLIC;
GRANT EXECUTE ON FUNCTION klantvolg_meld_aan TO vsv_web;
GRANT EXECUTE ON FUNCTION klantvolg_voeg_toe TO vsv_werker;
