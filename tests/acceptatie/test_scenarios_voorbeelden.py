"""Runs the examples that stand beside a rule set, in Dutch: Gegeven, Als, Dan.

A sentence is matched with one of the patterns below; which sentences there are stands in
`00-lees-mij.txt` beside the examples.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import pytest

from vsv.domein.perioden import MAANDNAMEN, Maand, begin_van_dag
from vsv.prioriteit import service
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.service import Feiten, laad, prioriteer

REGELSETS = Path(service.__file__).with_name("regelsets")
ALTIJD_AL_BEKEND = date(2020, 1, 1)
DATUM = r"\d{1,2} [a-z]+ \d{4}"


@dataclass
class Voorbeeld:
    """The facts so far, and the outcome once it has been computed."""

    regelset: str
    naam: str
    zinnen: list[str] = field(default_factory=list)
    rijen: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {naam: [] for naam in SCHEMA})
    begin: dict[str, date] = field(default_factory=dict)
    uitkomst: list[dict[str, Any]] = field(default_factory=list)

    def voeg_toe(self, tabel: str, bekend: str | None = None, **kolommen: Any) -> None:
        moment = begin_van_dag(lees_datum(bekend) if bekend else ALTIJD_AL_BEKEND)
        rij = dict.fromkeys(SCHEMA[tabel]) | {
            "jongere": 1,
            "ingetrokken": False,
            "ontvangen_op": int(moment.timestamp()) * 1_000_000,
            "volgnummer": len(self.rijen[tabel]),
        }
        self.rijen[tabel].append({naam: (rij | kolommen)[naam] for naam in SCHEMA[tabel]})

    @property
    def rij(self) -> dict[str, Any]:
        assert len(self.uitkomst) == 1, "er is geen rij"
        return self.uitkomst[0]


def lees_datum(tekst: str) -> date:
    dag, maand, jaar = tekst.split()
    return date(int(jaar), MAANDNAMEN.index(maand) + 1, int(dag))


def lees_maand(tekst: str) -> Maand:
    maand, jaar = tekst.split()
    return Maand(int(jaar), MAANDNAMEN.index(maand) + 1)


def misschien(tekst: str | None) -> date | None:
    return lees_datum(tekst) if tekst else None


def lees_bedrag(tekst: str) -> int:
    return int(tekst.replace(".", "").replace(",", ""))


def lees_tijdvak(maand: str | None, van: str | None, tot: str | None) -> dict[str, date]:
    if maand:
        return {"datum_begin": lees_maand(maand).eerste, "datum_einde": lees_maand(maand).laatste}
    return {"datum_begin": lees_datum(van or ""), "datum_einde": lees_datum(tot or "")}


# Gegeven


def aangemeld(v: Voorbeeld, op: str, geboren: str | None, afgemeld: str | None) -> None:
    v.voeg_toe(
        "aanmeldingen",
        aanmelding=1,
        aanmelddatum=lees_datum(op),
        geboortedatum=misschien(geboren),
        afmelddatum=misschien(afgemeld),
    )


def geantwoord(v: Voorbeeld, bronnen: str, op: str) -> None:
    for bron in bronnen.split(" en "):
        v.voeg_toe("bevragingen", bron=bron, beantwoord_op=lees_datum(op))


def ikv(v: Voorbeeld, ikv: str, van: str, tot: str | None, code: str, bekend: str | None) -> None:
    v.begin[ikv] = lees_datum(van)
    einde = misschien(tot)
    v.voeg_toe("ikv", bekend, ikv=ord(ikv), datum_begin=v.begin[ikv], datum_einde=einde)
    nieuwe_code(v, ikv, van, code, bekend)


def ikv_zonder_code(v: Voorbeeld, ikv: str, van: str) -> None:
    v.voeg_toe("ikv", ikv=ord(ikv), datum_begin=lees_datum(van))


def nieuwe_code(v: Voorbeeld, ikv: str, van: str, code: str, bekend: str | None) -> None:
    v.voeg_toe("ikp", bekend, ikv=ord(ikv), datum_begin=lees_datum(van), srtiv=code)


def ikv_eindigt(v: Voorbeeld, ikv: str, op: str, bekend: str) -> None:
    v.voeg_toe("ikv", bekend, ikv=ord(ikv), datum_begin=v.begin[ikv], datum_einde=lees_datum(op))


def ikv_ingetrokken(v: Voorbeeld, ikv: str, op: str) -> None:
    v.voeg_toe("ikv", op, ikv=ord(ikv), datum_begin=v.begin[ikv], ingetrokken=True)


def betaalt(v: Voorbeeld, ikv: str, euro: str, uren: str | None, bekend: str | None, **tijdvak: str | None) -> None:
    v.voeg_toe(
        "iko",
        bekend,
        ikv=ord(ikv),
        loon_lbph=lees_bedrag(euro),
        verloonde_uren=int(uren) if uren else None,
        **lees_tijdvak(**tijdvak),
    )


def betaling_ingetrokken(v: Voorbeeld, ikv: str, maand: str, op: str) -> None:
    v.voeg_toe("iko", op, ikv=ord(ikv), ingetrokken=True, **lees_tijdvak(maand, None, None))


def uitkering(v: Voorbeeld, bron: str, van: str, tot: str | None, bekend: str | None) -> None:
    tijdvak = {"datum_begin": lees_datum(van), "datum_einde": misschien(tot)}
    v.voeg_toe("uitkeringen", bekend, bron=bron, wet="PW", **tijdvak)


def grondslag(v: Voorbeeld, van: str, tot: str | None) -> None:
    v.voeg_toe("doelgroep", grondslag="01", datum_begin=lees_datum(van), datum_einde=misschien(tot))


# Als


def rekenen(v: Voorbeeld, op: str, parameter: str | None, waarde: str | None) -> None:
    tabellen = {naam: nw.from_dicts(v.rijen[naam], schema, backend="polars") for naam, schema in SCHEMA.items()}
    anders = {parameter: json.loads(waarde or "")} if parameter else {}
    v.uitkomst = prioriteer(Feiten(**tabellen), lees_datum(op), laad(v.regelset).met(**anders)).to_dicts()


# Dan


def geen_rij(v: Voorbeeld) -> None:
    assert v.uitkomst == []


def prioriteit(v: Voorbeeld, verwacht: str) -> None:
    assert v.rij["prioriteit"] == (0 if verwacht == "NP" else int(verwacht))


def loonperiode(v: Voorbeeld, maand: str) -> None:
    assert v.rij["loonperiode"] == lees_maand(maand).eerste


def loon(v: Voorbeeld, euro: str) -> None:
    assert v.rij["loon"] == lees_bedrag(euro)


def uren(v: Voorbeeld, aantal: str) -> None:
    assert v.rij["uren"] == int(aantal)


def codes(v: Voorbeeld, kolom: str, lijst: str) -> None:
    assert v.rij[kolom].split("|") == lijst.split(", ")


def geen_vlaggen(v: Voorbeeld) -> None:
    assert v.rij["vlaggen"] == ""


def doelgroepregister(v: Voorbeeld, niet: str | None) -> None:
    assert v.rij["doelgroepregister"] is (not niet)


BEKEND = rf"(?:, bekend op (?P<bekend>{DATUM}))?"
TOT = rf"(?: tot en met (?P<tot>{DATUM}))?"
GEBOREN = rf"(?:, geboren op (?P<geboren>{DATUM}))?"
AFGEMELD = rf"(?:, afgemeld op (?P<afgemeld>{DATUM}))?"
TIJDVAK = rf"(?:over (?P<maand>[a-z]+ \d{{4}})|van (?P<van>{DATUM}) tot en met (?P<tot>{DATUM}))"
EURO = r"€ (?P<euro>-?[\d.]+,\d\d)"

STAPPEN: list[tuple[str, Callable[..., None]]] = [
    (
        rf"een jongere, aangemeld op (?P<op>{DATUM}){GEBOREN}{AFGEMELD}",
        aangemeld,
    ),
    (rf"(?P<bronnen>[A-Z]+(?: en [A-Z]+)*) (?:heeft|hebben) geantwoord op (?P<op>{DATUM})", geantwoord),
    (rf"IKV (?P<ikv>[A-Z]) vanaf (?P<van>{DATUM}){TOT} met code (?P<code>\d\d){BEKEND}", ikv),
    (rf"IKV (?P<ikv>[A-Z]) zonder code vanaf (?P<van>{DATUM})", ikv_zonder_code),
    (rf"IKV (?P<ikv>[A-Z]) heeft vanaf (?P<van>{DATUM}) code (?P<code>\d\d){BEKEND}", nieuwe_code),
    (rf"IKV (?P<ikv>[A-Z]) eindigt op (?P<op>{DATUM}), bekend op (?P<bekend>{DATUM})", ikv_eindigt),
    (rf"IKV (?P<ikv>[A-Z]) is ingetrokken op (?P<op>{DATUM})", ikv_ingetrokken),
    (rf"IKV (?P<ikv>[A-Z]) betaalt {EURO}(?: voor (?P<uren>-?\d+) uur)? {TIJDVAK}{BEKEND}", betaalt),
    (
        rf"de betaling van IKV (?P<ikv>[A-Z]) over (?P<maand>[a-z]+ \d{{4}}) is ingetrokken op (?P<op>{DATUM})",
        betaling_ingetrokken,
    ),
    (rf"een uitkering van (?P<bron>PW|UWV) vanaf (?P<van>{DATUM}){TOT}{BEKEND}", uitkering),
    (rf"een grondslag in het doelgroepregister vanaf (?P<van>{DATUM}){TOT}", grondslag),
    (rf"we rekenen op (?P<op>{DATUM})(?: met (?P<parameter>\w+) = (?P<waarde>.+))?", rekenen),
    (r"is er geen rij", geen_rij),
    (r"is de prioriteit (?P<verwacht>NP|[1-5])", prioriteit),
    (r"is de loonperiode (?P<maand>[a-z]+ \d{4})", loonperiode),
    (rf"is het loon {EURO}", loon),
    (r"zijn de uren (?P<aantal>\d+)", uren),
    (r"zijn de (?P<kolom>redenen|vlaggen) (?P<lijst>[A-Z0-9_, ]+)", codes),
    (r"zijn er geen vlaggen", geen_vlaggen),
    (r"staat de jongere (?P<niet>niet )?in het doelgroepregister", doelgroepregister),
]


def lees_voorbeelden() -> Iterator[Voorbeeld]:
    for bestand in sorted(REGELSETS.glob("*-voorbeelden/*.txt")):
        voorbeeld = None
        for regel in bestand.read_text("utf-8").splitlines():
            if regel.startswith("Voorbeeld: "):
                if voorbeeld:
                    yield voorbeeld
                voorbeeld = Voorbeeld(
                    bestand.parent.name.removesuffix("-voorbeelden"), regel.removeprefix("Voorbeeld: ")
                )
            elif voorbeeld and regel.strip():
                voorbeeld.zinnen.append(regel.strip())
        if voorbeeld:
            yield voorbeeld


def voer_uit(voorbeeld: Voorbeeld, zin: str) -> None:
    stap = re.sub(r"^(Gegeven|En|Als|Dan) ", "", zin)
    for patroon, functie in STAPPEN:
        if gevonden := re.fullmatch(patroon, stap):
            functie(voorbeeld, **gevonden.groupdict())
            return
    pytest.fail(f"Deze zin wordt niet begrepen: {zin}")


VOORBEELDEN = list(lees_voorbeelden())


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_voorbeeld(voorbeeld: Voorbeeld) -> None:
    for zin in voorbeeld.zinnen:
        voer_uit(voorbeeld, zin)


def test_elk_voorbeeld_rekent_en_controleert() -> None:
    assert len(VOORBEELDEN) > 50
    for voorbeeld in VOORBEELDEN:
        soorten = [zin.split()[0] for zin in voorbeeld.zinnen if not zin.startswith("En ")]
        assert soorten == ["Gegeven", "Als", "Dan"], voorbeeld.naam
