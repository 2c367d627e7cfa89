"""Jongeren: aanmelden, afmelden, overdragen, and the bulk import with its report."""
