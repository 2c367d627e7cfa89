"""Bringing meldingen to who wants to hear them: signed, in order per subject, at least once."""
