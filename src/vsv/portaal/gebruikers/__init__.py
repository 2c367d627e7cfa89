"""Gebruikers: who of the own organisation may do what, and why; to invite, change and withdraw."""
