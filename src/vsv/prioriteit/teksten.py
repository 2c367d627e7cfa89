"""What people read about a priority: Dutch, level B1, a text per code. To be read and mended without reading code.

The texts say no more than the rules found out. "Geen loon dat meetelt" is not "geen loon": pay of a job
that ended before the previous month, a pension, or an amount of zero does not count. Which words can
stand between braces is in `verklaring`.
"""

from typing import Final

REDEN: Final = {
    "BRON_ONBEANTWOORD_POLIS": (
        "de polisadministratie heeft sinds de aanmelding nog niet geantwoord",
        "de polisadministratie sinds de aanmelding nog niet heeft geantwoord",
    ),
    "BRON_ONBEANTWOORD_PW": (
        "het register Participatiewet heeft sinds de aanmelding nog niet geantwoord",
        "het register Participatiewet sinds de aanmelding nog niet heeft geantwoord",
    ),
    "BRON_ONBEANTWOORD_DGR": (
        "het doelgroepregister heeft sinds de aanmelding nog niet geantwoord",
        "het doelgroepregister sinds de aanmelding nog niet heeft geantwoord",
    ),
    "ONBEKENDE_INKOMENSCODE": (
        "er is alleen inkomen gevonden met een code die wij niet kennen",
        "er alleen inkomen is gevonden met een code die wij niet kennen",
    ),
    "GEEN_LOON": (
        "over {maanden} is geen loon bekend dat meetelt",
        "over {maanden} geen loon bekend is dat meetelt",
    ),
    "LOON_ONDER_DREMPEL": (
        "over {maand} is {loon} aan loon bekend voor {uren} uur (minder dan {drempel})",
        "over {maand} {loon} aan loon bekend is (minder dan {drempel})",
    ),
    "LOON_VANAF_DREMPEL": (
        "over {maand} is {loon} aan loon bekend voor {uren} uur ({drempel} of meer)",
        "over {maand} {loon} aan loon bekend is ({drempel} of meer)",
    ),
    "GEEN_UITKERING": (
        "er is geen uitkering gevonden die meetelt",
        "er geen uitkering is gevonden die meetelt",
    ),
    "UITKERING_INKOMSTEN": (
        "over {maand} is een uitkering uitbetaald",
        "over {maand} een uitkering is uitbetaald",
    ),
    "UITKERING_REGISTER": (
        "volgens een register was er een uitkering tussen {loonperiode} en {peildatum}",
        "er volgens een register een uitkering was tussen {loonperiode} en {peildatum}",
    ),
}
"""Per reason the sentence, and the same as a clause after "omdat"."""

REDEN_TOEN: Final = {
    "BRON_ONBEANTWOORD_POLIS": "de polisadministratie sinds de aanmelding nog niet had geantwoord",
    "BRON_ONBEANTWOORD_PW": "het register Participatiewet sinds de aanmelding nog niet had geantwoord",
    "BRON_ONBEANTWOORD_DGR": "het doelgroepregister sinds de aanmelding nog niet had geantwoord",
    "ONBEKENDE_INKOMENSCODE": "er alleen inkomen was gevonden met een code die wij niet kennen",
    "GEEN_LOON": "over {maanden} geen loon bekend was dat meetelt",
    "LOON_ONDER_DREMPEL": "over {maand} {loon} aan loon bekend was (minder dan {drempel})",
    "LOON_VANAF_DREMPEL": "over {maand} {loon} aan loon bekend was ({drempel} of meer)",
    "GEEN_UITKERING": "er geen uitkering was gevonden die meetelt",
    "UITKERING_INKOMSTEN": "over {maand} een uitkering was uitbetaald",
    "UITKERING_REGISTER": "er volgens een register een uitkering was tussen {loonperiode} en {peildatum}",
}
"""Per reason the clause after "omdat" about a report of the past."""

VLAG: Final = {
    "BIJNA_27": "Deze jongere wordt binnen {bijna_dagen} dagen {leeftijdsgrens} jaar. "
    "Vanaf die dag staat hij of zij niet meer in het rapport.",
    "IKV_GEEINDIGD": "Op of na {nieuws_vanaf} werd bekend dat een baan is afgelopen.",
    "IKV_GESTART": "Op of na {nieuws_vanaf} werd een nieuwe baan bekend.",
    "LAGE_UREN": "Het gaat om weinig uren: {uren} in {maand}, minder dan {lage_uren}.",
    "ONBEKENDE_INKOMENSCODE": "Er is inkomen met een code die wij niet kennen. Dat telt niet mee.",
    "OPEN_DIENSTVERBAND": "Er staat een baan open waarover geen loon bekend is dat meetelt.",
}

VERANDERT: Final = {
    1: "als loon bekend wordt (dan 2 of 3), als een uitkering bekend wordt (dan 5), of allebei (dan 4)",
    2: "als het loon samen {drempel} of meer wordt (dan 3), als er een uitkering bij komt (dan 4), "
    "of als er geen loon meer meetelt (dan 1)",
    3: "als het loon samen minder dan {drempel} wordt (dan 2), als er een uitkering bij komt (dan 4), "
    "of als er geen loon meer meetelt (dan 1)",
    4: "als de uitkering stopt (dan 2 of 3), als er geen loon meer meetelt (dan 5), of allebei (dan 1)",
    5: "als er loon bij komt (dan 4), of als de uitkering stopt (dan 1)",
}
VERANDERT_NP_BRON: Final = "als alle bronnen hebben geantwoord"
VERANDERT_NP_CODE: Final = "als ander loon of een uitkering bekend wordt, of als wij de code leren kennen"
