"""How the figures of a school year look on a screen, and as JSON for programs."""

from collections.abc import Sequence

from vsv.beheer import scherm
from vsv.rapport.service import Effect, describe_effect


def show_effect(effecten: Sequence[Effect], *, json: bool) -> None:
    """Show the figures of each organisation, a table each."""
    if json:
        scherm.show_json([_as_json(effect) for effect in effecten])
        return
    if not effecten:
        scherm.say("Van dit schooljaar zijn er geen cijfers.")
    for effect in effecten:
        scherm.show_table(
            f"{effect.organisatie.naam}, regio {effect.organisatie.regio}, schooljaar {effect.schooljaar}",
            ["Cijfer", "Van", "Naar", "Aantal of dagen"],
            [list(cijfer) for cijfer in describe_effect(effect)],
        )


def _as_json(effect: Effect) -> dict[str, object]:
    keys = ("cijfer", "van", "naar", "aantal")
    return {
        "schooljaar": str(effect.schooljaar),
        "organisatie": effect.organisatie.oin,
        "regio": effect.organisatie.regio,
        "bijgewerkt_tot": effect.bijgewerkt_tot,
        "cijfers": [dict(zip(keys, cijfer, strict=True)) for cijfer in describe_effect(effect)],
    }
