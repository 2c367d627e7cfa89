"""Everything that changed since a cursor: a copy elsewhere is kept in step by asking this again and again."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from django.http import HttpResponse
from ninja import Query, Router

from vsv.api.kader.operatie import operatie
from vsv.api.kader.paginas import PageSize, link_next
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import as_json, as_utc
from vsv.api.v1.delen import maand_uit, naam_van
from vsv.api.v1.wijzigingvormen import WijzigingenUit
from vsv.rapport.service import Wijziging, read_wijzigingen
from vsv.toegang.service import Scope

router = Router(tags=["wijzigingen"])

Vanaf = Annotated[
    str | None,
    Query(None, max_length=1000, description="`volgende` van de vorige keer; zonder begint u met de stand van nu."),
]

# What is inside only, or is called otherwise outside.
_WEG: Final = frozenset({"run"})
_NAMEN: Final[Mapping[str, str]] = {"vorige": "vorigePrioriteit"}


@operatie(
    router,
    "GET",
    "/wijzigingen",
    scopes=(Scope.JONGEREN, Scope.RAPPORTEN),
    antwoord=WijzigingenUit,
    naam="lijstWijzigingen",
    ook=(410,),
)
def wijzigingen(request: Verzoek, cursor: Vanaf = None, page_size: PageSize = 100) -> HttpResponse:
    """Alles wat er voor uw organisatie veranderde sinds een cursor, precies een keer en op volgorde.

    Zo houdt u een eigen kopie bij. Begin zonder cursor: u krijgt dan eerst van iedereen de stand van nu, en daarna wat
    er sindsdien veranderde. Verwerk een pagina, bewaar `volgende` in dezelfde transactie, en vraag daarmee verder:
    meteen als `meer` true is, en anders later. Ook als er niets nieuws is, krijgt u een cursor. Een cursor blijft 90
    dagen bruikbaar; daarna krijgt u een 410 en begint u opnieuw. Voorstellen staan erbij als u de scope `aanmelden`
    hebt.
    """
    page = read_wijzigingen(request.wie, na=cursor, aantal=page_size)
    link_next(request, page.cursor if page.meer else None)
    return as_json({"wijzigingen": list(map(_tell, page.wijzigingen)), "volgende": page.cursor, "meer": page.meer})


def _tell(wijziging: Wijziging) -> dict[str, Any]:
    return {
        "soort": str(wijziging.soort),
        "jongere": wijziging.jongere,
        "tijdstip": as_utc(wijziging.tijdstip),
        "gegevens": _write(wijziging.gegevens),
    }


def _write(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in gegevens.items():
        if name not in _WEG:
            told[_NAMEN.get(name, name)] = maand_uit(value) if name == "loonperiode" else value
        if name == "prioriteit":
            told["prioriteitNaam"] = naam_van(value)
    return told
