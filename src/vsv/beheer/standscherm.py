"""How the state of the service looks on a screen, and as JSON for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vsv.beheer import scherm
from vsv.beheer.stand import Stand
from vsv.beheer.standwoorden import STAPPEN, describe_bron, describe_outcome, format_moment
from vsv.bronnen.service import Vraagverslag
from vsv.meldingen.service import Melding


def show_stand(stand: Stand, *, json: bool) -> None:
    """Show how the service is doing."""
    if json:
        scherm.show_json(asdict(stand))
        return
    scherm.show_table(
        "Wat er liep",
        ["Stap", "Gepland", "Klaar", "Uitkomst"],
        [
            [
                STAPPEN[stap.stap],
                format_moment(stap.gepland_op),
                format_moment(stap.klaar_op) or "nog niet",
                describe_outcome(stap),
            ]
            for stap in stand.verloop
        ],
    )
    if not stand.verloop:
        scherm.say("Er heeft nog geen werker gedraaid.")
    if not stand.ingesteld:
        scherm.say("Er is geen bron ingesteld. Daarom worden er geen vragen gepland.")
    scherm.show_table(
        "Bronnen",
        ["Bron", "Bijgewerkt tot", "Open vragen", "Ging mis", "Stand"],
        [
            [bron.bron.label, format_moment(bron.bekend_tot) or "nooit", bron.open, bron.mislukt, describe_bron(bron)]
            for bron in stand.bronnen
        ],
    )
    scherm.show_table(
        "Vragen per dag",
        ["Dag", "Bron", "Gepland", "Beantwoord", "Niets gevonden", "Vervallen", "Open"],
        [
            [
                f"{ronde.dag:%d-%m-%Y}",
                str(ronde.bron),
                ronde.gepland,
                ronde.beantwoord,
                ronde.niets_gevonden,
                ronde.vervallen,
                ronde.open,
            ]
            for ronde in stand.rondes
        ],
    )
    for bezorging in stand.inbak:
        for fout in bezorging.fouten:
            scherm.say(f"In de inbak sinds {format_moment(bezorging.sinds)}: {bezorging.plek}. {fout.reden}")
    last = f", de laatste op {format_moment(stand.laatste_levering)}" if stand.laatste_levering else ""
    scherm.say(f"Leveringen: {scherm.as_text(stand.leveringen)}{last}.")
    _say_queue(stand)
    if not stand.vast:
        scherm.say("Er zit niets vast.")


def _say_queue(stand: Stand) -> None:
    """Say how the worker is doing, and what it has still to bring."""
    sign = f"laatste teken van leven {format_moment(stand.werker_op)}" if stand.werker_op else "er draait geen werker"
    scherm.say(f"Werker: {sign}; taken in de rij: {stand.wachtend}, bezig: {stand.bezig}.")
    if stand.bezorging.wachtend or stand.bezorging.geparkeerd:
        wachtend, geparkeerd = scherm.as_text(stand.bezorging.wachtend), scherm.as_text(stand.bezorging.geparkeerd)
        scherm.say(f"Meldingen aan leveranciers: {wachtend} wachten op bezorging, {geparkeerd} geparkeerd.")
    if stand.laatst_mislukt:
        taken = "mislukte 1 taak" if stand.mislukt == 1 else f"mislukten {scherm.as_text(stand.mislukt)} taken"
        scherm.say(f"In de laatste dag {taken}, de laatste: {stand.laatst_mislukt}. De werker heeft gemeld waarom.")


def show_vraagverslag(verslag: Vraagverslag, *, json: bool) -> None:
    """Show what came of asking a source."""
    if json:
        scherm.show_json(_as_json(verslag))
        return
    if verslag.bezet:
        scherm.say(f"Deze bron wordt nu al bevraagd: {verslag.bron.label}. Er is niets gedaan.")
        return
    scherm.show_table(
        f"Vragen aan {verslag.bron.label}",
        ["Gevraagd", "Beantwoord", "Niets gevonden", "Vervallen", "Ging mis"],
        [
            [
                verslag.gevraagd,
                verslag.uitkomsten["beantwoord"],
                verslag.uitkomsten["niets_gevonden"],
                verslag.uitkomsten["vervallen"],
                verslag.mislukt.total(),
            ]
        ],
    )
    for reden, aantal in verslag.mislukt.most_common():
        scherm.say(f"Ging {scherm.as_text(aantal)} keer mis: {reden.label}. Die vragen blijven open.")
    scherm.say(f"Nieuws over {scherm.as_text(verslag.gewijzigd)} jongeren, {scherm.as_text(verslag.records)} regels.")
    if verslag.rust:
        scherm.say("Deze bron gaf te vaak geen antwoord en krijgt even rust. De vragen blijven open.")


def show_meldingen(meldingen: Sequence[Melding], *, json: bool) -> None:
    """Show meldingen: number, when, what there is to know, and the uuid it is about."""
    if json:
        scherm.show_json([asdict(melding) | {"type": melding.type} for melding in meldingen])
        return
    if not meldingen:
        scherm.say("Er zijn geen meldingen meer.")
        return
    scherm.show_table(
        "Meldingen",
        ["Nr", "Op", "Wat er te weten is", "Over (uuid)"],
        [
            [
                str(melding.volgnummer),
                format_moment(melding.gemaakt_op),
                str(melding.soort),
                str(melding.onderwerp or ""),
            ]
            for melding in meldingen
        ],
    )
    scherm.say(f"Verder lezen: --na {meldingen[-1].volgnummer}.")


def _as_json(verslag: Vraagverslag) -> dict[str, Any]:
    return {
        "bron": str(verslag.bron),
        "gevraagd": verslag.gevraagd,
        "uitkomsten": dict(verslag.uitkomsten),
        "mislukt": {str(reden): aantal for reden, aantal in verslag.mislukt.items()},
        "gewijzigd": verslag.gewijzigd,
        "records": verslag.records,
        "rust": verslag.rust,
        "bezet": verslag.bezet,
    }
