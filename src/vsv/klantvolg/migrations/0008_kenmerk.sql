-- An organisation's own reference: changed where it follows, and found by.
GRANT UPDATE (kenmerk) ON aanmelding TO vsv_web;
CREATE INDEX ON aanmelding (organisatie, kenmerk) WHERE afmelddatum IS NULL AND kenmerk IS NOT NULL;
CREATE INDEX ON aanmelding (organisatie, id) WHERE afmelddatum IS NULL;   -- pages
CREATE INDEX ON voorstel (organisatie, id);                               -- pages, of what was decided too
