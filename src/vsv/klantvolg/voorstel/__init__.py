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
and a proposal does not change under the eyes of who decides. When there is nothing to decide any more, it lapses.

`afleiden` holds the rules, `maken` writes, `lijst` shows with `zinnen`, and `besluiten` carries out.
"""
