"""An answer is read safely: either it is about the person who was asked about, or it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.bronnen import suwiberichten as suwi

from vsv.bronnen.bevragen.antwoord import MAX_BYTES, Antwoord, read_antwoord
from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.bronnen.bevragen.vertalen import Rij, suwi_datum
from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN

GOED = suwi.bericht(suwi.client(suwi.IKV))
BOM = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
EXTERN = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


ANDERE_FWI = [
    "<FWI><Fout/></FWI>",
    "<x:FWI xmlns:x='http://bkwi.nl/SuwiML/FWI/v0206'><x:Fout/></x:FWI>",
    "<FWI/>",
    "<FWI><Fouten><Fout/></Fouten></FWI>",
    "<FWI><Melding/></FWI>",
    "<FWI><Waarschuwing><Fout/></Waarschuwing></FWI>",
]
"""A fault told in another way than we know."""
ANDERE_RECORDS = [
    suwi.IKV.replace("Inkomstenverhouding>", "InkomstenverhoudingV2>"),
    f"<Inkomstenverhoudingen>{suwi.IKV}</Inkomstenverhoudingen>",
    suwi.IKV.replace("Inkomstenopgave>", "Opgave>"),
    suwi.IKV.replace("Inkomstenperiode>", "Periode>"),
    "<Inkomstenverhouding/>",
]
"""Records told in another way than we know: they may not pass for nothing."""


def read(bericht: bytes, bron: Bron = Bron.POLIS, stuk: int = 1 << 16) -> Antwoord:
    stukken = (bericht[plek : plek + stuk] for plek in range(0, len(bericht), stuk))
    return read_antwoord(stukken, DIENSTEN[bron], suwi.BSN)


def reden(bericht: bytes, bron: Bron = Bron.POLIS) -> Mislukking:
    with pytest.raises(GeenAntwoord) as caught:
        read(bericht, bron)
    return caught.value.reden


@pytest.mark.parametrize("stuk", [1, 7, 64, 1 << 16])
def test_records_become_rows_whatever_the_pieces(stuk: int) -> None:
    sleutel: Rij = {"loonheffingennummer": "800000195L03", "nummer_ikv": "3"}
    assert read(GOED, stuk=stuk) == Antwoord(
        [
            (
                "inkomstenverhoudingen",
                sleutel | {"datum_begin": "2026-01-01", "datum_einde": None, "werkgever": "Bakkerij Voorbeeld"},
            ),
            (
                "inkomstenperiodes",
                sleutel | {"datum_begin": "2026-01-01", "srtiv": "15", "aard": "1", "onbepaalde_tijd": None},
            ),
            (
                "inkomstenopgaven",
                sleutel
                | {
                    "datum_begin": "2026-10-01",
                    "datum_einde": "2026-10-31",
                    "loon_lbph": "-100",
                    "loon_sv": "120000",
                    "verloonde_uren": "80",
                },
            ),
        ]
    )


def test_the_registers() -> None:
    uitkering = (
        "<Uitkeringsverhouding><DatBUitkeringsverhouding>00000000</DatBUitkeringsverhouding>"
        "<SzWet><CdSzWet>PW</CdSzWet></SzWet></Uitkeringsverhouding>"
        "<Vordering><DatBesluitVordering>20200101</DatBesluitVordering></Vordering>"
    )
    assert read(suwi.bericht(suwi.client(uitkering), Bron.PW), Bron.PW).rijen == [
        ("uitkeringen", {"bron": "PW", "wet": "PW", "datum_begin": "1900-01-01", "datum_einde": None})
    ]
    grondslag = (
        "<GrondslagArbeidsbeperktheid><CdGrondslagArbeidsbeperktheid>04</CdGrondslagArbeidsbeperktheid>"
        "<DatBGrondslagArbeidsbeperktheid>20250300</DatBGrondslagArbeidsbeperktheid>"
        "<DatEGrondslagArbeidsbeperktheid>20260000</DatEGrondslagArbeidsbeperktheid></GrondslagArbeidsbeperktheid>"
    )
    assert read(suwi.bericht(suwi.client(grondslag), Bron.DGR), Bron.DGR).rijen == [
        ("doelgroepregister", {"grondslag": "04", "datum_begin": "2025-03-01", "datum_einde": "2026-12-31"})
    ]


def test_nothing_found_is_an_answer_and_so_is_a_person_without_records() -> None:
    assert read(suwi.bericht(suwi.NIETS_GEVONDEN)) == Antwoord(None)
    assert read(suwi.bericht(suwi.client())) == Antwoord([])


def test_the_source_says_which_period_it_answered() -> None:
    periode = (
        "<PeriodeGegevensleveringIko><DatBPeriode>20251101</DatBPeriode>"
        "<DatEPeriode>20261100</DatEPeriode></PeriodeGegevensleveringIko>"
    )
    antwoord = read(suwi.bericht(suwi.client() + periode + suwi.FWI_WAARSCHUWING))
    assert (antwoord.van, antwoord.tot) == ("2025-11-01", "2026-11-30")


@pytest.mark.parametrize(
    ("bericht", "verwacht"),
    [
        (suwi.bericht(suwi.FWI_FOUT_MET_RUIMTE), Mislukking.FWI),
        (suwi.bericht(suwi.FWI_FOUT), Mislukking.FWI),
        (suwi.bericht(suwi.FWI_WAARSCHUWING), Mislukking.FWI),
        (suwi.bericht(suwi.client(suwi.IKV) + suwi.FWI_FOUT_MET_RUIMTE), Mislukking.FWI),
        (suwi.bericht(suwi.client(suwi.IKV) + suwi.FWI_FOUT), Mislukking.FWI),
        *((suwi.bericht(suwi.client() + fwi), Mislukking.FWI) for fwi in ANDERE_FWI),
        *((suwi.bericht(suwi.client(records)), Mislukking.ANTWOORD_ONGELDIG) for records in ANDERE_RECORDS),
        (suwi.bericht(suwi.client() + "<Nog/>"), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht("<NietsGevonden/>"), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht("<ClientSuwi/>"), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht(suwi.client(bsn="900000024")), Mislukking.VERKEERDE_PERSOON),
        (suwi.bericht(suwi.client(bsn="")), Mislukking.VERKEERDE_PERSOON),
        (suwi.bericht(suwi.client() + suwi.client(suwi.IKV)), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht(suwi.client() + suwi.NIETS_GEVONDEN), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht(""), Mislukking.ANTWOORD_ONGELDIG),
        (suwi.bericht(suwi.client(), Bron.PW), Mislukking.ANTWOORD_ONGELDIG),
        (b"", Mislukking.ANTWOORD_ONGELDIG),
        (b"<html><body>Storing</body></html>", Mislukking.ANTWOORD_ONGELDIG),
        (GOED[:-30], Mislukking.ANTWOORD_ONGELDIG),
        (GOED + b"<nog/>", Mislukking.ANTWOORD_ONGELDIG),
        (GOED.replace(b"<s:Envelope", BOM + b"<s:Envelope").replace(b">15<", b">&b;<"), Mislukking.ANTWOORD_ONGELDIG),
        (GOED.replace(b"<s:Envelope", EXTERN + b"<s:Envelope"), Mislukking.ANTWOORD_ONGELDIG),
        (GOED.replace(b" Bakkerij", b"B" * MAX_BYTES), Mislukking.ANTWOORD_TE_GROOT),
        (GOED.replace(b"</d:UWV", b"<x>" * 300 + b"</x>" * 300 + b"</d:UWV"), Mislukking.ANTWOORD_ONGELDIG),
    ],
)  # fmt: skip
def test_what_is_no_answer(bericht: bytes, verwacht: Mislukking) -> None:
    assert reden(bericht) == verwacht


def test_a_soap_fault_is_no_answer() -> None:
    fault = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        b"<faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>"
    )
    assert reden(fault) == Mislukking.SOAP_FOUT


def test_what_stands_in_the_header_is_not_the_answer() -> None:
    sly = GOED.replace(b"<s:Header>", b"<s:Header>" + suwi.client(bsn="900000024").encode())
    assert read(sly) == read(GOED)


@given(plek=st.integers(0, len(GOED) - 1), lengte=st.integers(0, 40), vuil=st.binary(max_size=20))
def test_whatever_comes_in_is_an_answer_or_none(plek: int, lengte: int, vuil: bytes) -> None:
    """Fuzz: a message with a part of it replaced never does anything else than one of these two."""
    try:
        antwoord = read(GOED[:plek] + vuil + GOED[plek + lengte :], stuk=50)
    except GeenAntwoord:
        return
    assert antwoord.rijen is not None
    assert all(isinstance(tabel, str) for tabel, _ in antwoord.rijen)


DELEN = [
    *(suwi.client(suwi.IKV), suwi.client(), suwi.IKV, suwi.NIETS_GEVONDEN, suwi.FWI_FOUT_MET_RUIMTE),
    *("<x/>", "&#0;", "<![CDATA[<]]>", "<!-- -->", "<?x?>"),
]


DELEN = [
    *(suwi.client(suwi.IKV), suwi.client(), suwi.IKV, suwi.NIETS_GEVONDEN, suwi.FWI_FOUT_MET_RUIMTE),
    *("<x/>", "&#0;", "<![CDATA[<]]>", "<!-- -->", "<?x?>"),
]


@given(delen=st.lists(st.sampled_from(DELEN)))
def test_parts_in_any_order_are_an_answer_or_none(delen: list[str]) -> None:
    try:
        read(suwi.bericht("".join(delen)))
    except GeenAntwoord:
        return
    counted = [deel for deel in delen if "ClientSuwi" in deel or "NietsGevonden" in deel]
    assert counted


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(tekst: str) -> None:
    datum = suwi_datum(tekst, einde=True)
    assert datum is None or datum.startswith("geen datum") or len(datum) == 10


@pytest.mark.parametrize(
    ("tekst", "begin", "einde"),
    [
        ("20260228", "2026-02-28", "2026-02-28"),
        ("20240200", "2024-02-01", "2024-02-29"),
        ("20260000", "2026-01-01", "2026-12-31"),
        ("00000000", None, None),
        (None, None, None),
        ("20261300", "2026-13-01", "2026-13-0"),
        ("2026", "geen datum: 2026", "geen datum: 2026"),
    ],
)
def test_dates_of_which_a_part_is_unknown(tekst: str | None, begin: str | None, einde: str | None) -> None:
    assert suwi_datum(tekst, einde=False) == begin
    assert suwi_datum(tekst, einde=True) == einde
