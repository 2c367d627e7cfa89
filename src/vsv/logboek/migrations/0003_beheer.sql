-- Who runs the service writes log lines too, and reads only its own: those that concern no organisation and no person.
CREATE POLICY beheer_schrijven ON logregel FOR INSERT TO vsv_beheer
    WITH CHECK (organisatie IS NOT DISTINCT FROM vsv_organisatie());
CREATE POLICY beheer_lezen ON logregel FOR SELECT TO vsv_beheer USING (organisatie IS NULL AND jongere IS NULL);
GRANT SELECT, INSERT ON logregel TO vsv_beheer;
