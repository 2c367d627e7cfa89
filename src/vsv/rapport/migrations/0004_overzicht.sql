-- Overzicht: what is new since somebody last looked.

-- Peildatum of the run that found the signal first: a week run that finds it again does not make it news again.
ALTER TABLE werkregel ADD COLUMN signaal_op date;
UPDATE werkregel SET signaal_op = (SELECT max(peildatum) FROM run) WHERE signaal IS NOT NULL;
GRANT UPDATE (signaal_op), DELETE ON werkregel TO vsv_werker;

-- News is what came since the last day before today on which somebody looked: opening the page again, or coming back
-- after lunch, does not make it go away.
ALTER TABLE gekeken ADD COLUMN daarvoor timestamptz;   -- the last moment of an earlier day; null = never before

-- The same wall, but it asks once a query for whom it acts, and not once a row.
ALTER POLICY gevolgd ON werkregel USING (
    organisatie = (SELECT vsv_organisatie()) AND aanmelddatum <= current_date
    AND (afmelddatum IS NULL OR afmelddatum > current_date) AND (uiterlijk IS NULL OR uiterlijk > current_date));
