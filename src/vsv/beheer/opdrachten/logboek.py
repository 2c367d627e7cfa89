"""`vsv logboek`: sealing and checking the audit log."""

import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.beheer.vast import BEWAAR
from vsv.domein.fouten import ControleFout, Fout
from vsv.logboek.service import control_chain, seal
from vsv.toegang.service import Recht, als_dienst, operator


def registreer(app: typer.Typer) -> None:
    """Add `vsv logboek`."""
    group = typer.Typer(help="Het logboek: wie deed wat met wiens gegevens.", no_args_is_help=True)
    group.command("verzegel")(verzegel)
    group.command("controleer")(controleer)
    app.add_typer(group, name="logboek")


def verzegel() -> None:
    """Verzegel de logregels die klaar zijn, zodat elke wijziging erin zichtbaar wordt."""
    ensure_database()
    with als_dienst(operator("logboek")) as sessie:
        link = seal(sessie.cur)
    if link is None:
        scherm.say("Er zijn geen nieuwe logregels om te verzegelen.")
    else:
        scherm.say(f"Zegel {link.volgnummer} staat op {scherm.as_text(link.regels)} logregels.")


def controleer() -> None:
    """Controleer de keten van zegels. Eindigt met 4 als er een regel mist, extra is of is gewijzigd."""
    ensure_database()
    with (
        als_dienst(operator("logboek"), Recht.LOGBOEK_LEZEN, snapshot=True) as sessie,
        scherm.progress("Keten controleren"),
    ):
        stand = control_chain(sessie.cur, volledig=True)
    if stand.breuk:
        raise ControleFout(
            Fout(
                "KETEN_GEBROKEN",
                stand.breuk,
                "logboek",
                BEWAAR,
            )
        )
    scherm.say(
        f"De keten is heel: {scherm.as_text(stand.zegels)} zegels over {scherm.as_text(stand.regels)} regels, "
        f"{scherm.as_text(stand.open)} regels nog niet verzegeld."
    )
    if stand.kop:
        scherm.say(f"Laatste zegel, om elders te bewaren: {stand.kop}")
