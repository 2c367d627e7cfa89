"""Where software asks for a token, and what it needs to know to do so."""
