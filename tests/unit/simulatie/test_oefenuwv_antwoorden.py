"""What the oefen-UWV knows at a moment, against a simple oracle: one record at a time, in plain Python."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from zeep import Client
from zeep.transports import Transport

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN, FWI_RUIMTE, contract
from vsv.simulatie.oefenuwv.antwoorden import Stand
from vsv.simulatie.oefenuwv.loket import Loket
from vsv.simulatie.service import Gedrag, Nederland
from vsv.simulatie.tabellen import SCHEMAS

Rij = Mapping[str, Any]
IKV = ("bsn", "loonheffingennummer", "nummer_ikv")
SLEUTELS = {
    "inkomstenverhoudingen": IKV,
    "inkomstenperiodes": (*IKV, "datum_begin"),
    "inkomstenopgaven": (*IKV, "datum_begin", "laatste"),
    "uitkeringen": ("bsn", "bron", "wet", "datum_begin"),
    "doelgroepregister": ("bsn", "grondslag", "datum_begin"),
}


def end_of_month(dag: date) -> date:
    return dag.replace(day=monthrange(dag.year, dag.month)[1])


def with_last_day(row: Rij) -> Rij:
    return {**row, "laatste": row["datum_einde"] or end_of_month(row["datum_begin"])} if "loon_sv" in row else row


def known(rows: Sequence[Rij], sleutel: Sequence[str], moment: datetime) -> list[Rij]:
    """The oracle: go through the records in order, and let each replace the one before it."""
    best: dict[tuple[object, ...], Rij] = {}
    for row in map(with_last_day, rows):
        key = tuple(row[kolom] for kolom in sleutel)
        if row["ontvangen_op"] <= moment and (key not in best or best[key]["ontvangen_op"] <= row["ontvangen_op"]):
            best[key] = row
    return [row for row in best.values() if not row["ingetrokken"]]


def eejjmmdd(dag: date | None) -> str | None:
    return None if dag is None else f"{dag:%Y%m%d}"


def expected_verhoudingen(
    tabellen: Mapping[str, Sequence[Rij]], moment: datetime, bsn: str, vanaf: date, tot: date
) -> list[tuple[Any, ...]]:
    polis = {
        naam: [row for row in known(tabellen[naam], SLEUTELS[naam], moment) if row["bsn"] == bsn]
        for naam in ("inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven")
    }
    verhoudingen: list[tuple[Any, ...]] = []
    for ikv in polis["inkomstenverhoudingen"]:
        own = {naam: [row for row in rows if all(row[k] == ikv[k] for k in IKV)] for naam, rows in polis.items()}
        perioden = sorted(
            (
                eejjmmdd(ikp["datum_begin"]),
                ikp["srtiv"],
                {True: "O", False: "B", None: None}[ikp["onbepaalde_tijd"]]
                if ikp["datum_begin"].year <= 2020
                else None,
                ikp["aard"],
            )
            for ikp in own["inkomstenperiodes"]
        )
        opgaven = sorted(
            (
                eejjmmdd(iko["datum_begin"]),
                eejjmmdd(iko["laatste"]),
                eejjmmdd(iko["datum_einde"]),
                iko["verloonde_uren"],
                iko["loon_sv"],
                iko["loon_lbph"],
            )
            for iko in own["inkomstenopgaven"]
            if iko["datum_begin"] <= tot and iko["laatste"] >= vanaf
        )
        if perioden and opgaven:
            kop = (
                ikv["loonheffingennummer"],
                ikv["nummer_ikv"],
                *map(eejjmmdd, (ikv["datum_begin"], ikv["datum_einde"])),
            )
            verhoudingen.append((*kop, ikv["werkgever"], perioden, opgaven))
    return sorted(verhoudingen, key=lambda verhouding: verhouding[:2])


def told_verhoudingen(stand: Stand, bsn: str, vanaf: date, tot: date) -> list[object]:
    return [
        (
            *ikv,
            [(p.begin, p.srtiv, p.contract, p.aard) for p in perioden],
            [(o.begin, o.laatste, o.einde, o.uren, o.loon_sv, o.loon_lbph) for o in opgaven],
        )
        for ikv, perioden, opgaven in stand.verhoudingen(bsn, f"{vanaf:%Y%m%d}", f"{tot:%Y%m%d}")
    ]


MOMENTEN = st.integers(0, 6).map(lambda uur: datetime(2026, 11, 1, uur, tzinfo=UTC))
DAGEN = st.sampled_from([date(2020, 12, 31), date(2021, 1, 1), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1)])
SOORTEN: Mapping[str, st.SearchStrategy[Any]] = {
    "bsn": st.sampled_from(["900000016", "900000028"]),
    "loonheffingennummer": st.just("800000195L03"),
    "nummer_ikv": st.integers(1, 2),
    "datum_begin": DAGEN,
    "datum_einde": st.none(),
    "onbepaalde_tijd": st.none() | st.booleans(),
    "oproep": st.none(),
    "bron": st.sampled_from(["PW", "UWV"]),
    "ontvangen_op": MOMENTEN,
    "ingetrokken": st.sampled_from([False, False, True]),
    "loon_lbph": st.none() | st.integers(-3, 3),
    "loon_sv": st.none() | st.integers(-3, 3),
    "verloonde_uren": st.none() | st.integers(-3, 3),
}


def rows_of(naam: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    cells = {kolom: SOORTEN.get(kolom, st.sampled_from(["11", "15"])) for kolom in SCHEMAS[naam]}
    with_end = st.fixed_dictionaries(cells).flatmap(
        lambda row: st.sampled_from([None, end_of_month(row["datum_begin"]), date(2026, 10, 9)]).map(
            lambda einde: row | ({"datum_einde": einde} if "datum_einde" in row else {})
        )
    )
    return st.lists(with_end, max_size=8)


TABELLEN = st.fixed_dictionaries({naam: rows_of(naam) for naam in SLEUTELS})


@given(TABELLEN, MOMENTEN, DAGEN, DAGEN)
def test_what_is_known_is_what_the_oracle_says(
    rows: Mapping[str, list[dict[str, Any]]], moment: datetime, een: date, ander: date
) -> None:
    tabellen = {naam: pl.DataFrame(inhoud, schema=dict(SCHEMAS[naam])) for naam, inhoud in rows.items()}
    stand = Stand.op(tabellen, moment)
    vanaf, tot = min(een, ander), max(een, ander)
    for bsn in ("900000016", "900000028", "900000041"):
        assert told_verhoudingen(stand, bsn, vanaf, tot) == expected_verhoudingen(rows, moment, bsn, vanaf, tot)
        for told, naam, code in (
            (stand.uitkeringen(bsn), "uitkeringen", "wet"),
            (stand.grondslagen(bsn), "doelgroepregister", "grondslag"),
        ):
            oracle = [row for row in known(rows[naam], SLEUTELS[naam], moment) if row["bsn"] == bsn]
            assert sorted(told) == sorted(
                (row[code], eejjmmdd(row["datum_begin"]), eejjmmdd(row["datum_einde"]))
                for row in oracle
                if row.get("bron", "PW") == "PW"
            )


@pytest.fixture(scope="module")
def moment(nederland: Nederland) -> datetime:
    """Three weeks before the end: there is much that is not known yet."""
    return datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def loket(nederland: Nederland, moment: datetime) -> Loket:
    return Loket(nederland.tabellen, moment, Gedrag())


@pytest.mark.parametrize("bron", Bron)
def test_every_answer_about_every_person_keeps_to_the_contract(
    bron: Bron, nederland: Nederland, loket: Loket, envelop: Callable[..., str]
) -> None:
    dienst = DIENSTEN[bron]
    schema, fwi_schema = (etree.XMLSchema(etree.parse(str(path))) for path in (dienst.xsd, contract("fwi.xsd")))
    answers = {"ClientSuwi": 0, f"{{{FWI_RUIMTE}}}NietsGevonden": 0}
    for bsn in nederland.tabellen["aanmeldingen"]["bsn"].unique(maintain_order=True):
        reactie, _ = loket.answer(dienst, dienst.soap_action, envelop(bron, bsn).encode())
        antwoord = etree.fromstring(reactie.body)[1][0]
        schema.assertValid(antwoord)
        answers[str(antwoord[0].tag)] += 1
        if antwoord[0].tag == "ClientSuwi":
            assert antwoord[0].findtext("Burgerservicenr") == bsn
        else:
            fwi_schema.assertValid(antwoord[0])
    assert min(answers.values()) > 100, answers


def test_an_answer_is_addressed_to_who_asked(loket: Loket, envelop: Callable[..., str]) -> None:
    dienst = DIENSTEN[Bron.PW]
    reactie, _ = loket.answer(dienst, f'"{dienst.soap_action}"', envelop(Bron.PW, "900000016").encode())
    header = etree.fromstring(reactie.body)[0]
    assert [
        (etree.QName(child).localname, "".join(map(str, child.itertext())))
        for child in header
        if "ID" not in str(child.tag)
    ] == [
        ("Action", f"{dienst.soap_action}Response"),
        ("RelatesTo", "urn:uuid:8c1f0a53-5a0e-4d43-a0fc-6d1c1a1f0c11"),
        ("From", "https://uwv.example/dienst?oin=00000099000000009000"),
        ("To", "https://vsv.example/?a=1&oin=00000099000000001000"),
    ]
    ids = [reactie.body.split(b"MessageID>")[1]]
    ids.append(
        loket.answer(dienst, dienst.soap_action, envelop(Bron.PW, "900000016").encode())[0].body.split(b"MessageID>")[1]
    )
    assert ids[0] != ids[1]


def test_a_name_is_made_fit_for_xml(envelop: Callable[..., str]) -> None:
    row = {
        "bsn": "900000016",
        "loonheffingennummer": "800000195L03",
        "nummer_ikv": 7,
        "ontvangen_op": datetime(2026, 1, 1, tzinfo=UTC),
    }
    row |= {"ingetrokken": False, "datum_begin": date(2026, 1, 1), "loon_lbph": -100}
    tabellen = {naam: pl.DataFrame(schema=dict(schema)) for naam, schema in SCHEMAS.items()}
    for naam in ("inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven"):
        cells = row | {"werkgever": "Bakker \x00& <Zn>" + "x" * 300}
        tabellen[naam] = pl.DataFrame([{k: cells.get(k) for k in SCHEMAS[naam]}], schema=dict(SCHEMAS[naam]))
    dienst = DIENSTEN[Bron.POLIS]
    reactie, _ = Loket(tabellen, None, Gedrag()).answer(
        dienst, dienst.soap_action, envelop(Bron.POLIS, "900000016").encode()
    )
    antwoord = etree.fromstring(reactie.body)[1][0]
    etree.XMLSchema(etree.parse(str(dienst.xsd))).assertValid(antwoord)
    naam = antwoord.findtext(".//NaamAdministratieveEenheid") or ""
    assert naam.startswith("Bakker & <Zn>x")
    assert len(naam) == 200
    bedrag = antwoord.find(".//BedrLoonLbPremieVolksverz")
    assert bedrag is not None
    assert [child.text for child in bedrag] == ["EUR", "-", "100"]


class _ToLoket(Transport):
    """Lets zeep talk to the desk directly."""

    def __init__(self, loket: Loket, bron: Bron) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # zeep has no types
        self._loket, self._bron = loket, bron

    def post(self, address: str, message: bytes, headers: Mapping[str, str]) -> requests.Response:  # noqa: ARG002  # zeep's signature
        reactie, _ = self._loket.answer(DIENSTEN[self._bron], headers["SOAPAction"], message)
        response = requests.Response()
        response.status_code, response._content = reactie.status, reactie.body
        response.headers["Content-Type"] = reactie.soort
        return response


def ask_zeep(loket: Loket, bron: Bron, envelop: Callable[..., str]) -> Callable[..., Any]:
    """Return what asks by zeep (its answer to NietsGevonden is None); the header is that of our own envelope."""
    client: Any = Client(str(DIENSTEN[bron].wsdl), transport=_ToLoket(loket, bron))
    header = list(etree.fromstring(envelop(bron, "900000016").encode())[0])
    return lambda **vraag: getattr(client.service, DIENSTEN[bron].operatie)(**vraag, _soapheaders=header)


def cents(bedrag: Any) -> int | None:
    if bedrag is None:
        return None
    assert bedrag.CdMunteenheid == "EUR"
    return int(bedrag.CdPositiefNegatief + str(bedrag.WaardeBedr))


def test_zeep_reads_in_the_answers_what_the_tables_say(
    nederland: Nederland, moment: datetime, loket: Loket, envelop: Callable[..., str]
) -> None:
    ask = ask_zeep(loket, Bron.POLIS, envelop)
    bsns = nederland.tabellen["inkomstenverhoudingen"]["bsn"].unique(maintain_order=True)[:150].to_list()
    rows = {naam: nederland.tabellen[naam].filter(pl.col("bsn").is_in(bsns)).rows(named=True) for naam in SLEUTELS}
    vanaf, tot = date(2026, 9, 1), date(2026, 11, 30)
    periode = {"DatBPeriode": "20260901", "DatEPeriode": "20261130"}
    lengths = []
    for bsn in bsns:
        answer = ask(Burgerservicenr=bsn, PeriodeGegevensvraagIko=periode)
        told = [
            (
                ikv.AdministratieveEenheid.Loonheffingennr,
                int(ikv.VolgnrIkv),
                ikv.DatBIkv,
                ikv.DatEIkv,
                ikv.AdministratieveEenheid.NaamAdministratieveEenheid,
                [(p.DatBIkp, p.CdSrtIkv, p.CdTypeArbeidscontract, p.CdAardIkv) for p in ikv.Inkomstenperiode],
                [
                    (
                        o.DatBIko,
                        o.DatEIko,
                        o.AantVerloondeUrenIko,
                        cents(o.BedrBrutoloonSv),
                        cents(o.BedrLoonLbPremieVolksverz),
                    )
                    for o in ikv.Inkomstenopgave
                ],
            )
            for ikv in (answer.ClientSuwi.Inkomstenverhouding if answer else [])
        ]
        expected = [
            (*kop, perioden, [(begin, einde, *rest) for begin, _, einde, *rest in opgaven])
            for *kop, perioden, opgaven in expected_verhoudingen(rows, moment, bsn, vanaf, tot)
        ]
        assert told == expected
        if told:
            assert dict(answer.PeriodeGegevensleveringIko.__values__) == periode
        lengths.append(len(told))
    assert min(lengths) == 0
    assert max(lengths) >= 2


@pytest.mark.parametrize(
    ("bron", "naam", "records", "velden"),
    [
        (Bron.PW, "uitkeringen", "Uitkeringsverhouding", ("DatBUitkeringsverhouding", "DatEUitkeringsverhouding")),
        (
            Bron.DGR,
            "doelgroepregister",
            "GrondslagArbeidsbeperktheid",
            ("DatBGrondslagArbeidsbeperktheid", "DatEGrondslagArbeidsbeperktheid"),
        ),
    ],
)
def test_zeep_reads_the_registers_too(
    bron: Bron,
    naam: str,
    records: str,
    velden: tuple[str, str],
    nederland: Nederland,
    moment: datetime,
    loket: Loket,
    envelop: Callable[..., str],
) -> None:
    ask, total = ask_zeep(loket, bron, envelop), 0
    rows = nederland.tabellen[naam].rows(named=True)
    alive = [row for row in known(rows, SLEUTELS[naam], moment) if row.get("bron", "PW") == "PW"]
    for bsn in nederland.tabellen[naam]["bsn"].unique(maintain_order=True)[:200]:
        answer = ask(Burgerservicenr=bsn)
        told = [
            (r.SzWet.CdSzWet if bron is Bron.PW else r.CdGrondslagArbeidsbeperktheid, *(r[veld] for veld in velden))
            for r in (answer.ClientSuwi[records] if answer else [])
        ]
        code = "wet" if bron is Bron.PW else "grondslag"
        assert sorted(told) == sorted(
            (row[code], eejjmmdd(row["datum_begin"]), eejjmmdd(row["datum_einde"]))
            for row in alive
            if row["bsn"] == bsn
        )
        total += len(told)
    assert total > 100
