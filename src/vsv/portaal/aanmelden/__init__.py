"""Aanmelden, one jongere or a file of them; afmelden and overdragen, one jongere or a selection; how one begins."""
