-- An organisation's own reference: changed where it follows, and found by.
GRANT UPDATE (kenmerk) ON aanmelding TO vsv_web;
CREATE INDEX ON aanmelding (organisatie, kenmerk) WHERE kenmerk IS NOT NULL;
CREATE INDEX ON aanmelding (organisatie, id);   -- pages
CREATE INDEX ON voorstel (organisatie, id);     -- pages, of what was decided too
