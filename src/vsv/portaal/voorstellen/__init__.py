"""Voorstellen: what a source gives reason to do, for a person to accept or reject, one by one or many at once."""
