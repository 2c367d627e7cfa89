"""Inzage: what the organisation holds about one person, as a file for that person (AVG art. 15)."""
