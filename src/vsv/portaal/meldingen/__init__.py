"""Meldingen: which software of vendors hears that there is something to know, and what could not be brought."""
