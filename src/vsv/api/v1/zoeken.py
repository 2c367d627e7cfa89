"""Finding a jongere by what the organisation knows: the BSN, or its own reference."""

from typing import Annotated, Any

from ninja import Router
from pydantic import ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from vsv.api.kader.operatie import operatie
from vsv.api.kader.probleem import over_inhoud
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import BsnIn, In, Uit
from vsv.api.v1.aanmeldingen import AanmeldingUit, Kenmerk
from vsv.klantvolg.service import search_gevolgden
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])


def _one_of_two(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": ["bsn"]}, {"required": ["kenmerk"]}]
    schema["examples"] = [{"bsn": "900000041"}, {"kenmerk": "D-1042"}]
    for veld in schema["properties"].values():
        veld.pop("default", None)


class ZoekIn(In):
    """What to search by: one of the two."""

    model_config = ConfigDict(json_schema_extra=_one_of_two)

    bsn: BsnIn | SkipJsonSchema[None] = None
    kenmerk: Annotated[Kenmerk, Field(min_length=1)] | SkipJsonSchema[None] = None

    @model_validator(mode="after")
    def _check(self) -> "ZoekIn":
        if len(self.model_fields_set) != 1 or (self.bsn is None and self.kenmerk is None):
            raise ValueError("EEN_VAN_BEIDE: Zoek op een BSN of op een kenmerk, een van beide.")
        return self


class GevondenUit(Uit):
    """Who was found."""

    jongeren: Annotated[list[AanmeldingUit], Field(description="Leeg als u niemand volgt met dit BSN of kenmerk.")]


@operatie(router, "POST", "/jongeren/_zoek", scopes=[Scope.JONGEREN], antwoord=GevondenUit, naam="zoekJongeren")
def zoek(request: Verzoek, inhoud: ZoekIn) -> GevondenUit:
    """Een jongere zoeken die u nu volgt, op BSN of op uw eigen kenmerk.

    Het BSN staat in de inhoud van het verzoek, nooit in het adres. Of een andere organisatie de jongere volgt, maakt
    voor het antwoord niet uit.
    """
    with over_inhoud():
        found = search_gevolgden(request.wie, bsn=inhoud.bsn, kenmerk=inhoud.kenmerk)
    return GevondenUit(jongeren=[AanmeldingUit(**row) for row in found.iter_rows(named=True)])
