"""The mark of how far the work with a jongere is: read and set, without writing over what a colleague just set."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Path, Router
from pydantic import Field

from vsv.api.kader.operatie import JSON, operatie
from vsv.api.kader.poort import etag_of
from vsv.api.kader.probleem import Probleem, over_inhoud
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import In, Tijdstip, Uit, example
from vsv.klantvolg.service import Merk, Merkreden, Merkstand, put_merk, read_merk
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])

Jongere = Annotated[UUID, Path(description="Nummer van de jongere in VSV-monitor.")]


class OpvolgingIn(In):
    """How far the work with a jongere is."""

    model_config = example(merk="IN_CONTACT", reden=None)

    merk: Annotated[Merk, Field(description="Hoe ver het is; TE_DOEN haalt een merk weg.")]
    reden: Annotated[Merkreden | None, Field(description="Bij NIET_BESCHIKBAAR, en alleen dan.")] = None


class OpvolgingUit(Uit):
    """The mark that holds."""

    model_config = example(
        merk="IN_CONTACT", reden=None, tijdstipGezet="2026-11-23T09:30:00.000Z", gezetDoor="Noor Jansen"
    )

    merk: Annotated[Merk, Field(description="Hoe ver het is; TE_DOEN als er nooit een merk is gezet.")]
    reden: Annotated[Merkreden | None, Field(description="Waarom de jongere niet beschikbaar is.")]
    tijdstip_gezet: Annotated[Tijdstip | None, Field(description="Wanneer het merk is gezet; null = nooit.")]
    gezet_door: Annotated[str | None, Field(description="Wie het merk zette.")]


@operatie(
    router,
    "GET",
    "/jongeren/{jongere}/opvolging",
    scopes=[Scope.JONGEREN],
    antwoord=OpvolgingUit,
    naam="leesOpvolging",
)
def opvolging(request: Verzoek, jongere: Jongere) -> OpvolgingUit:
    """Het merk dat zegt hoe ver het is met een jongere die u volgt.

    De header `ETag` van het antwoord gebruikt u in `If-Match` als u het merk wijzigt.
    """
    return _as_answer(read_merk(request.wie, jongere))


@operatie(
    router,
    "PUT",
    "/jongeren/{jongere}/opvolging",
    scopes=[Scope.JONGEREN],
    antwoord=OpvolgingUit,
    naam="zetOpvolging",
    ook=[412],
    eenmalig=True,
)
def zet_opvolging(
    request: Verzoek,
    jongere: Jongere,
    inhoud: OpvolgingIn,
    if_match: Annotated[
        str | None,
        Header(
            None,
            alias="If-Match",
            max_length=200,
            description="ETag van het merk dat u zag. Is er intussen een ander gezet, dan verandert er niets (412).",
        ),
    ],
) -> HttpResponse:
    """Een merk zetten dat zegt hoe ver het is met een jongere die u volgt.

    Wat er eerder stond, blijft bewaard. Met `If-Match` overschrijft u niet wat een collega intussen heeft gezet: u
    krijgt dan 412, met het merk van nu in `staat`.
    """
    wanted = {part.strip().removeprefix("W/") for part in (if_match or "*").split(",")}
    with over_inhoud():
        stand, gezet = put_merk(
            request.wie,
            jongere,
            inhoud.merk,
            inhoud.reden,
            mits=lambda stand: "*" in wanted or etag_of(_as_json(_as_answer(stand))) in wanted,
        )
    answer = _as_answer(stand)
    if not gezet:
        staat = answer.model_dump(mode="json", by_alias=True)
        raise Probleem(
            412, "TEGELIJK_GEWIJZIGD", "Dit merk is inmiddels gewijzigd. Er is niets gewijzigd.", extra={"staat": staat}
        )
    content = _as_json(answer)
    request.bijlage.koppen["ETag"] = etag_of(content)
    return HttpResponse(content, content_type=JSON)


def _as_answer(stand: Merkstand) -> OpvolgingUit:
    return OpvolgingUit(merk=stand.merk, reden=stand.reden, tijdstip_gezet=stand.gezet_op, gezet_door=stand.gezet_door)


def _as_json(answer: OpvolgingUit) -> bytes:
    """Return an answer as it is sent: both ways of asking give the same, and so the same ETag."""
    return answer.model_dump_json(by_alias=True).encode()
