"""What people read. The texts stand in `golden`, one file per case, to be read as a reader would.

A text that changes on purpose: delete its file, run the test once with VSV_GOLDEN=1, and read the new one.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vsv.domein.codes import Bron
from vsv.prioriteit.peilmoment import Peilmoment
from vsv.prioriteit.regels import redenen, vlaggen
from vsv.prioriteit.service import (
    Uitkomst,
    laad,
    signalen,
    toen_omdat,
    verklaar,
    verklaar_wijziging,
    waarom,
    wat_verandert,
)

GOLDEN = Path(__file__).with_name("golden")
D = date(2026, 11, 23)
REGELSET = laad("vsv-2.0")


def uitkomst(prioriteit: int, redenen: str, vlaggen: str = "", loon: int = 0, uren: int = 0) -> Uitkomst:
    rij = {
        "prioriteit": prioriteit,
        "loonperiode": date(2026, 10, 1),
        "loon": loon,
        "uren": uren,
        "redenen": redenen,
        "vlaggen": vlaggen,
        "polis_tot": D,
        "pw_tot": date(2026, 11, 22),
        "dgr_tot": None,
    }
    return Uitkomst.van_rij(rij, D)


NP_BRONNEN = uitkomst(0, "BRON_ONBEANTWOORD_POLIS|BRON_ONBEANTWOORD_PW")
NP_MET_LOON = uitkomst(0, "BRON_ONBEANTWOORD_PW", "BIJNA_27|ONBEKENDE_INKOMENSCODE", loon=123_456, uren=90)
NP_CODE = uitkomst(0, "ONBEKENDE_INKOMENSCODE", "ONBEKENDE_INKOMENSCODE")
EEN = uitkomst(1, "GEEN_LOON|GEEN_UITKERING", "IKV_GESTART|OPEN_DIENSTVERBAND")
TWEE = uitkomst(2, "LOON_ONDER_DREMPEL|GEEN_UITKERING", "LAGE_UREN", loon=18_214, uren=19)
DRIE = uitkomst(3, "LOON_VANAF_DREMPEL|GEEN_UITKERING", "IKV_GEEINDIGD", loon=1_234_567, uren=160)
VIER = uitkomst(4, "LOON_VANAF_DREMPEL|UITKERING_INKOMSTEN", loon=30_000, uren=60)
VIER_BEIDE = uitkomst(4, "LOON_ONDER_DREMPEL|UITKERING_INKOMSTEN|UITKERING_REGISTER", loon=1, uren=0)
VIJF = uitkomst(5, "GEEN_LOON|UITKERING_REGISTER", "ONBEKENDE_INKOMENSCODE")
VIJF_INKOMSTEN = uitkomst(5, "GEEN_LOON|UITKERING_INKOMSTEN")

GEVALLEN = {
    "np-bronnen": NP_BRONNEN,
    "np-met-loon": NP_MET_LOON,
    "np-code": NP_CODE,
    "1": EEN,
    "2": TWEE,
    "3": DRIE,
    "4": VIER,
    "4-beide-uitkeringen": VIER_BEIDE,
    "5-register": VIJF,
    "5-inkomsten": VIJF_INKOMSTEN,
}
WIJZIGINGEN: dict[str, list[tuple[Uitkomst | None, Uitkomst]]] = {
    "nieuw": [(None, uitkomst) for uitkomst in (NP_BRONNEN, EEN, DRIE, VIJF)],
    "van-np": [(NP_BRONNEN, EEN), (NP_MET_LOON, DRIE), (NP_CODE, VIJF), (NP_BRONNEN, NP_CODE)],
    "naar-np": [(DRIE, NP_BRONNEN), (EEN, NP_MET_LOON), (TWEE, NP_CODE)],
    "van-1": [(EEN, TWEE), (EEN, DRIE), (EEN, VIER_BEIDE), (EEN, VIJF), (EEN, EEN)],
    "van-3": [(DRIE, EEN), (DRIE, TWEE), (DRIE, VIER), (DRIE, VIJF_INKOMSTEN)],
    "van-4": [(VIER, EEN), (VIER, TWEE), (VIER, DRIE), (VIER, VIJF), (VIER, VIER_BEIDE)],
}


def vergelijk(naam: str, tekst: str) -> None:
    pad = GOLDEN / f"{naam}.txt"
    if os.environ.get("VSV_GOLDEN") and not pad.exists():
        pad.write_text(tekst, "utf-8")
    assert tekst == pad.read_text("utf-8")


@pytest.mark.parametrize("naam", GEVALLEN)
def test_verklaring(naam: str) -> None:
    geval = GEVALLEN[naam]

    vergelijk(f"prioriteit-{naam}", f"{verklaar(geval, REGELSET)}\n\n{wat_verandert(geval, REGELSET)}\n")


@pytest.mark.parametrize("naam", WIJZIGINGEN)
def test_wijziging(naam: str) -> None:
    zinnen = [verklaar_wijziging(oud, nieuw, REGELSET) for oud, nieuw in WIJZIGINGEN[naam]]

    vergelijk(f"wijziging-{naam}", "".join(f"{zin}\n" for zin in zinnen))


def test_waarom_het_toen_zo_was() -> None:
    gevallen = (NP_BRONNEN, NP_CODE, EEN, TWEE, DRIE, VIER_BEIDE, VIJF)

    vergelijk("toen-omdat", "".join(f"{geval.naam}, omdat {toen_omdat(geval, REGELSET)}.\n" for geval in gevallen))


def test_elke_reden_en_vlag_van_de_regels_heeft_een_tekst_en_staat_in_een_geval() -> None:
    alle_bronnen = REGELSET.met(verplichte_bronnen=list(Bron))
    getoond = {code for geval in GEVALLEN.values() for code in geval.redenen}
    for code in redenen(alle_bronnen):
        assert verklaar(uitkomst(0, code), REGELSET)
        assert verklaar_wijziging(None, uitkomst(0, code), REGELSET)
        assert toen_omdat(uitkomst(0, code), REGELSET)
        assert code in getoond | {"BRON_ONBEANTWOORD_DGR"}
    getoond = {code for geval in GEVALLEN.values() for code in geval.vlaggen}
    for code in vlaggen(Peilmoment.van(D, REGELSET), REGELSET):
        assert len(signalen(uitkomst(1, "", code), REGELSET)) == 1
        assert code in getoond


def test_de_maanden_lopen_over_het_jaar_heen() -> None:
    januari = replace(EEN, peildatum=date(2027, 1, 18), loonperiode=date(2026, 12, 1))
    februari = replace(EEN, peildatum=date(2027, 2, 18), loonperiode=date(2027, 1, 1))

    assert "over november en december 2026 is geen loon" in waarom(januari, REGELSET)
    assert "over december 2026 en januari 2027 is geen loon" in waarom(februari, REGELSET)


def test_de_getallen_komen_uit_de_regelset() -> None:
    anders = REGELSET.met(drempel=123_456, lage_uren=99, signaal_dagen=1, bijna_dagen=30, leeftijdsgrens=23)
    alles = replace(TWEE, vlaggen=("BIJNA_27", "IKV_GESTART", "LAGE_UREN"))

    tekst = verklaar(alles, anders)

    for deel in ("minder dan € 1.234,56", "binnen 30 dagen 23 jaar", "op of na 23 november 2026", "minder dan 99"):
        assert deel in tekst


def test_een_bron_die_nooit_antwoordde_telt_niet_voor_bijgewerkt_tot() -> None:
    alleen_polis = replace(EEN, bekend_tot={Bron.POLIS: D})

    assert "(bijgewerkt tot 23 november 2026)" in waarom(alleen_polis, REGELSET)
    assert "bijgewerkt" not in waarom(replace(EEN, bekend_tot={}), REGELSET)


def test_het_doelgroepregister_komt_in_geen_enkele_zin() -> None:
    for geval in GEVALLEN.values():
        assert "doelgroep" not in verklaar(geval, REGELSET).lower()
    assert not hasattr(EEN, "doelgroepregister")
