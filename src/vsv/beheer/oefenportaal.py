"""The portal to practise with: people to choose from at an oefenmakelaar, and the settings that go with it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey

from vsv.beheer.geheim import write_secret
from vsv.beheer.portaal import ensure_sessiesleutel
from vsv.beheer.webserver import run_beside
from vsv.simulatie.service import Dienst, Klant, Makelaar, Persoon
from vsv.toegang.service import Identiteit, Organisatie, invite, link_rechtspersoon, operator, take_uitnodiging

KVK_DIENST: Final = "00000010"
KVK_EERSTE: Final = "00000011"
KVK_TWEEDE: Final = "00000012"
KVK_NIEUW: Final = "00000013"
KVK_ONBEKEND: Final = "00000099"
"""No KvK-nummer begins with 00, so none of these is somebody's."""

_CLIENT: Final = "vsv-monitor"


@dataclass(frozen=True, slots=True)
class Rolspeler:
    """Somebody to practise as.

    Attributes:
        naam: Name, also as colleague.
        omschrijving: What there is to see as this person.
        nummer: KvK-nummer acted for.
        rollen: Codes of roles at the first organisation (or at the service, for the operator).
        rollen_tweede: Codes of roles at the second organisation.
        rollen_nieuw: Codes of roles at an organisation that has just begun.
        loa: Level.
    """

    naam: str
    omschrijving: str
    nummer: str
    rollen: tuple[str, ...] = ()
    rollen_tweede: tuple[str, ...] = ()
    rollen_nieuw: tuple[str, ...] = ()
    loa: str = "loa3"


ROLSPELERS: Final = (
    Rolspeler("Noor", "Consulent bij twee organisaties", KVK_EERSTE, ("CONSULENT",), ("CONSULENT",)),
    Rolspeler(
        "Dana", "Consulent die ook het doelgroepregister mag zien", KVK_EERSTE, ("CONSULENT", "DOELGROEPREGISTER")
    ),
    Rolspeler("Aya", "Administratie: meldt aan en af", KVK_EERSTE, ("ADMINISTRATIE",)),
    Rolspeler("Tess", "Teamleider: alleen cijfers", KVK_EERSTE, ("TEAMLEIDER",)),
    Rolspeler("Gijs", "Gebruikersbeheerder", KVK_EERSTE, ("GEBRUIKERSBEHEERDER",)),
    Rolspeler("Pim", "Privacy officer: leest het logboek", KVK_EERSTE, ("PRIVACY_OFFICER",)),
    Rolspeler("Bas", "Consulent en gebruikersbeheerder bij de tweede organisatie", KVK_TWEEDE, (),
              ("CONSULENT", "GEBRUIKERSBEHEERDER")),
    Rolspeler("Evi", "Doet alles bij een organisatie die net begint", KVK_NIEUW,
              rollen_nieuw=("CONSULENT", "GEBRUIKERSBEHEERDER", "PRIVACY_OFFICER")),
    Rolspeler("Olaf", "Operator van de dienst", KVK_DIENST, ("OPERATOR",)),
    Rolspeler("Vera", "Werkt bij de eerste organisatie, maar heeft nog geen rechten", KVK_EERSTE),
    Rolspeler("Onno", "Van een organisatie die VSV-monitor nog niet gebruikt", KVK_ONBEKEND),
    Rolspeler("Lars", "Heeft een eHerkenningsmiddel van een te laag niveau", KVK_EERSTE, loa="loa2plus"),
)  # fmt: skip
"""Everybody a portal has to deal with."""


def let_in(eerste: Organisatie, tweede: Organisatie, nieuw: Organisatie) -> Sequence[Persoon]:
    """Give everybody the roles they play, and return who can be chosen at the makelaar.

    The rechtspersoon of the first organisation acts for the second too, as a contactgemeente does.

    Args:
        eerste: The organisation where most of them work.
        tweede: The other one.
        nieuw: One that follows nobody yet.
    """
    link_rechtspersoon(operator("oefenen"), "KVK", KVK_DIENST)
    acts = ((KVK_EERSTE, eerste), (KVK_EERSTE, tweede), (KVK_TWEEDE, tweede), (KVK_NIEUW, nieuw))
    for nummer, organisatie in acts:
        link_rechtspersoon(operator("oefenen", organisatie), "KVK", nummer)
    for speler in sorted(ROLSPELERS, key=lambda s: "GEBRUIKERSBEHEERDER" not in s.rollen):
        if speler.rollen:
            _give(None if speler.nummer == KVK_DIENST else eerste, speler, speler.rollen)
        if speler.rollen_tweede:
            _give(tweede, speler, speler.rollen_tweede)
        if speler.rollen_nieuw:
            _give(nieuw, speler, speler.rollen_nieuw)
    return [
        Persoon(
            naam=speler.naam,
            omschrijving=speler.omschrijving,
            acting_subject=_subject(speler),
            rechtspersoon_soort="KvKnr",
            nummer=speler.nummer,
            loa=speler.loa,  # type: ignore[arg-type]  # Persoon checks it
        )
        for speler in ROLSPELERS
    ]


def start_makelaar(folder: Path, personen: Sequence[Persoon], adres: str) -> Makelaar:
    """Start an oefenmakelaar for a portal at `adres`, and set `VSV_EHERKENNING` and what else the portal needs.

    Args:
        folder: For keys and settings.
        personen: Who can be chosen.
        adres: Of the portal, such as `http://127.0.0.1:8000`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(folder / "portaal.key", pem, vervang=True)
    public = ECKey.import_key(pem).as_dict(private=False) | {"use": "sig", "alg": "ES256", "kid": "portaal"}
    klant = Klant(
        client_id=_CLIENT,
        redirect_uris=[f"{adres}/inloggen/terug"],
        na_uitloggen=[f"{adres}/uitgelogd"],
        jwks={"keys": [public]},
    )
    makelaar = Makelaar.start(folder / "makelaar", klanten=[klant], personen=personen)
    lines = (
        f'uitgever = "{makelaar.issuer}"',
        f'client_id = "{_CLIENT}"',
        'sleutel = "portaal.key"',
        f'dienst = "{Dienst().service_id}"',
    )
    (folder / "eherkenning.toml").write_text("\n".join(lines) + "\n", "utf-8")
    ensure_sessiesleutel(folder / "sessiesleutel")
    os.environ.update(VSV_EHERKENNING=str(folder / "eherkenning.toml"), VSV_ADRES=adres, VSV_OEFENEN="ja")
    return makelaar


def _give(organisatie: Organisatie | None, speler: Rolspeler, rollen: tuple[str, ...]) -> None:
    code = invite(operator("oefenen", organisatie), naam=speler.naam, rollen=rollen)
    identiteit = Identiteit(_subject(speler), "KVK", speler.nummer)
    wie = operator("oefenen")
    take_uitnodiging(identiteit, code, trace=wie.trace)


def _subject(speler: Rolspeler) -> str:
    return f"oefen-{speler.naam.lower()}"


@contextmanager
def run_portaal(adres: str, log: Path, *, processen: int = 1) -> Iterator[None]:
    """Run the portal as a process of its own, from the moment that it answers until the end.

    Args:
        adres: Where, such as `http://127.0.0.1:8000`; `start_makelaar` was given the same.
        log: For what it says.
        processen: How many work beside each other.

    Raises:
        OmgevingFout: It does not start: the port is taken, or a setting is wrong.
    """
    with run_beside("portaal", adres, "/inloggen", log, processen=processen):
        yield
