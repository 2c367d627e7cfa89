"""Overzicht: three lines of news, each a link to exactly that list; then the numbers; then how fresh they are."""
