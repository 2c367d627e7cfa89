"""Everything that changed for an organisation since a cursor: so that a copy elsewhere is kept in step by one call."""
