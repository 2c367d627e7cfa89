-- Werklijst: since when a signal stands there, and a wall that costs less.

-- Peildatum of the run that found the signal first: a week run that finds it again does not make it news again.
ALTER TABLE werkregel ADD COLUMN signaal_op date;
UPDATE werkregel SET signaal_op = (SELECT max(peildatum) FROM run) WHERE signaal IS NOT NULL;
GRANT UPDATE (signaal_op), DELETE ON werkregel TO vsv_werker;

-- The same wall, but it asks once a query for whom it acts, and not once a row.
ALTER POLICY gevolgd ON werkregel USING (
    organisatie = (SELECT vsv_organisatie()) AND aanmelddatum <= current_date
    AND (afmelddatum IS NULL OR afmelddatum > current_date) AND (uiterlijk IS NULL OR uiterlijk > current_date));
