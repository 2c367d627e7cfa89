"""For which organisations a client may act."""

from ninja import Router

from vsv.api.kader.operatie import OPENBAAR, operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.toegang.service import list_machtigingen_van

router = Router(tags=["organisaties"])


class OrganisatieUit(Uit):
    """An organisation that gave the client a machtiging."""

    model_config = example(
        oin="00000099000000001000",
        naam="Doorstroompunt Oefenstad",
        soort="doorstroompunt",
        regio=1,
        gemeentecode=None,
        scopes=["aanmelden", "jongeren"],
    )

    oin: str
    naam: str
    soort: str
    regio: int
    gemeentecode: str | None
    scopes: list[str]


class OrganisatiesUit(Uit):
    """All of them."""

    organisaties: list[OrganisatieUit]


@operatie(router, "GET", "/organisaties", scopes=OPENBAAR, antwoord=OrganisatiesUit, naam="lijstOrganisaties")
def organisaties(request: Verzoek) -> OrganisatiesUit:
    """De organisaties die u hebben gemachtigd.

    Elke organisatie geeft en trekt machtigingen in het portaal in. Dat werkt meteen.
    """
    return OrganisatiesUit(
        organisaties=[
            OrganisatieUit(
                oin=organisatie.oin,
                naam=organisatie.naam,
                soort=organisatie.soort,
                regio=organisatie.regio,
                gemeentecode=organisatie.gemeentecode,
                scopes=sorted(scopes),
            )
            for organisatie, scopes in list_machtigingen_van(request.client).items()
        ]
    )
