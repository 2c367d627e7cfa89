"""Voorstellen: what a signal gives an organisation reason to do. A person there decides, never the import.

A signal comes from DUO (`signalen`), or from what is known here (`automatisch`). What it leads to is our decision:

| aanleiding | proposal |
|---|---|
| UITSCHRIJVING | aanmelden, for the Doorstroompunt of the region where the person lives |
| HERINSCHRIJVING | afmelden, INGESCHREVEN: but being enrolled is by itself no reason to stop (WEB art. 9.2.1) |
| STARTKWALIFICATIE, OVERLEDEN, VERTROKKEN | afmelden, for that reason |
| VERHUISD | overdragen to the Doorstroompunt of the new region, or afmelden, VERHUISD, when it is not here |
| BIJNA_27 | afmelden, LEEFTIJD: following stops by itself on that birthday |
| OVERLEDEN_WERKGEVER | afmelden, OVERLEDEN: an employer says so |
| BRON_ZWIJGT | afmelden, ANDERS: a source has said nothing about this person for weeks, while no question went wrong |

Every organisation that follows the person gets its own proposal; by VERHUISD only those whose area the person leaves.
A signal is known by its aanleiding and datum, so the first one delivered holds: what was rejected does not come back,
and a proposal does not change under the eyes of who decides. When there is nothing to decide any more, it lapses; what
lapsed without a decision is proposed again when there is reason for it again.

Signals overtake one another, so they are remembered, also about whom nobody follows yet (half a year). Later ones, or
of the same day, change what an earlier one leads to, in whatever order they come (our decisions):

- An uitschrijving leads to nothing after OVERLEDEN, STARTKWALIFICATIE, HERINSCHRIJVING or VERTROKKEN.
- With VERHUISD it moves along to the Doorstroompunt of the new region, unless somebody follows the person.
- Of two VERHUISD the last one holds. HERINSCHRIJVING, VERHUISD and VERTROKKEN of before the aanmelddatum lead to
  nothing: who signed the person up after that knew where the person was.

`afleiden` holds the rules, `onthouden` what was told, `maken` writes, `lijst` shows with `zinnen`, and `besluiten`
carries out. Whether a proposal makes sense is one SQL function, `voorstel_heeft_zin`.
"""
