"""Rule sets: read strictly, pinned by a checksum, and never changed once used."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from vsv.domein.fouten import InvoerFout
from vsv.domein.srtiv import srtiv_tabel
from vsv.prioriteit.regelset import Regelset, beschikbaar, geldig_op, laad, lees

TEKST = (files("vsv.prioriteit") / "regelsets" / "vsv-2.0.toml").read_text("utf-8")

CONTROLEGETALLEN = {"vsv-2.0": "4d6f97c3f6a28691b6060490748270eec0fdb6100cd9443bce966eaf15ce188a"}
"""A rule set that has been used for a report does not change. Fails this: make a new version."""


def codes(fout: pytest.ExceptionInfo[InvoerFout]) -> list[str]:
    return [een.code for een in fout.value.fouten]


def test_een_gebruikte_regelset_verandert_niet() -> None:
    assert {naam: laad(naam).controlegetal for naam in beschikbaar()} == CONTROLEGETALLEN


def test_de_parameters_van_vsv_2_0() -> None:
    regelset = laad("vsv-2.0")

    assert (regelset.versie, regelset.geldig_vanaf) == ("2.0", date(2026, 1, 1))
    assert (regelset.drempel, regelset.lage_uren, regelset.leeftijdsgrens) == (30_000, 52, 27)
    assert (regelset.maanden, regelset.beeindigd_werk_telt_niet) == ((-1, -2, 0), True)
    assert (regelset.signaal_dagen, regelset.bijna_dagen) == (7, 90)
    assert regelset.verplichte_bronnen == ("POLIS", "PW")
    assert regelset.srtiv_klassen == {code: rij.klasse for code, rij in srtiv_tabel().items()}


def test_elke_parameter_zegt_waar_hij_vandaan_komt() -> None:
    herkomst = laad("vsv-2.0").herkomst

    assert set(herkomst) == {
        *("drempel", "maanden", "beeindigd_werk_telt_niet", "verplichte_bronnen", "leeftijdsgrens"),
        *("lage_uren", "signaal_dagen", "bijna_dagen", "srtiv_klassen"),
    }
    assert {een.herkomst for een in herkomst.values()} == {"bron", "keuze"}
    assert all(een.reden.endswith(".") for een in herkomst.values())


def test_geldig_op() -> None:
    assert geldig_op(date(2026, 1, 1)).naam == "vsv-2.0"
    with pytest.raises(InvoerFout, match="Voor 2025-12-31 is er geen regelset"):
        geldig_op(date(2025, 12, 31))


def test_een_regelset_die_niet_bestaat() -> None:
    with pytest.raises(InvoerFout, match=r"'vsv-1' bestaat niet. Kies uit: vsv-2.0"):
        laad("vsv-1")


@pytest.mark.parametrize(
    ("oud", "nieuw", "code"),
    [
        ("waarde = 30000", "waarde = '30000'", "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = 30000", "waarde = 300.0", "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = 30000", "waarde = true", "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = 30000", "waarde = 0", "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = 30000", "bedrag = 30000", "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = true", "waarde = 1", "REGELSET_PARAMETER_ONGELDIG"),
        ("[-1, -2, 0]", "[-1, -2, 1]", "REGELSET_PARAMETER_ONGELDIG"),
        ("[-1, -2, 0]", "[-1, -1]", "REGELSET_PARAMETER_ONGELDIG"),
        ("[-1, -2, 0]", "[]", "REGELSET_PARAMETER_ONGELDIG"),
        ("[-1, -2, 0]", "-1", "REGELSET_PARAMETER_ONGELDIG"),
        ('"PW"]', '"DUO"]', "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = {}", 'waarde = {99 = "LOON"}', "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = {}", 'waarde = {9 = "WERK"}', "REGELSET_PARAMETER_ONGELDIG"),
        ("waarde = {}", "waarde = []", "REGELSET_PARAMETER_ONGELDIG"),
        ('herkomst = "bron"', 'herkomst = "mening"', "REGELSET_PARAMETER_ONGELDIG"),
        ("2026-01-01", '"2026-01-01"', "REGELSET_PARAMETER_ONGELDIG"),
        ('versie = "2.0"', 'versie = ""', "REGELSET_PARAMETER_ONGELDIG"),
        ("versie", "uitgave", "REGELSET_PARAMETER_ONBEKEND"),
        ("[lage_uren]", "[weinig_uren]", "REGELSET_PARAMETER_ONTBREEKT"),
        ("[drempel]", "[drempel", "REGELSET_GEEN_TOML"),
    ],
)
def test_een_fout_in_het_bestand_wordt_genoemd(oud: str, nieuw: str, code: str) -> None:
    assert oud in TEKST

    with pytest.raises(InvoerFout) as fout:
        lees(TEKST.replace(oud, nieuw, 1), "proef.toml")

    assert code in codes(fout)
    assert all(een.plaats.startswith("proef.toml") for een in fout.value.fouten)


def test_alle_fouten_tegelijk() -> None:
    with pytest.raises(InvoerFout) as fout:
        lees("naam = 'x'\nextra = 1\n[drempel]\nwaarde = 0\nherkomst = 'bron'\nreden = 'x'", "proef.toml")

    assert sorted(set(codes(fout))) == [
        "REGELSET_PARAMETER_ONBEKEND",
        "REGELSET_PARAMETER_ONGELDIG",
        "REGELSET_PARAMETER_ONTBREEKT",
    ]
    assert len(fout.value.fouten) == 1 + 1 + 10


def test_wat_als_is_een_andere_regelset_met_een_andere_naam() -> None:
    echt = laad("vsv-2.0")

    anders = echt.met(drempel=20_000, maanden=[-1], verplichte_bronnen=[])

    assert (anders.drempel, anders.maanden, anders.verplichte_bronnen) == (20_000, (-1,), ())
    assert anders.naam == "vsv-2.0 met drempel=20000, maanden=[-1], verplichte_bronnen=[]"
    assert anders.controlegetal != echt.controlegetal
    assert echt.drempel == 30_000
    assert echt.met() is echt


def test_wat_als_legt_klassen_over_de_tabel() -> None:
    anders = laad("vsv-2.0").met(srtiv_klassen={"99": "WERK", "31": "UITKERING"})

    assert (anders.srtiv_klassen["99"], anders.srtiv_klassen["31"]) == ("WERK", "UITKERING")
    assert anders.srtiv_klassen["15"] == "WERK"
    assert "99" not in laad("vsv-2.0").srtiv_klassen


@pytest.mark.parametrize("waarden", [{"drempel": -1}, {"drempels": 1}, {"naam": "x"}, {"maanden": ["-1"]}])
def test_wat_als_met_iets_dat_niet_kan(waarden: dict[str, Any]) -> None:
    with pytest.raises(InvoerFout):
        laad("vsv-2.0").met(**waarden)


def test_een_regelset_kan_niet_worden_veranderd() -> None:
    regelset: Any = laad("vsv-2.0")

    with pytest.raises(AttributeError):
        regelset.drempel = 1
    with pytest.raises(TypeError):
        regelset.srtiv_klassen["99"] = "WERK"
    assert isinstance(regelset, Regelset)
