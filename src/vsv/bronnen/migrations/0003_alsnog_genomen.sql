-- Which rows a levering brought along after all is asked of every levering that is shown; most rows wait for none.
CREATE INDEX uitval_alsnog ON uitval (alsnog_genomen) WHERE alsnog_genomen IS NOT NULL;
