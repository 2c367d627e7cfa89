"""Organisations, rights, and the acting organisation of a transaction."""
