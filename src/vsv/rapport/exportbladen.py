"""The sheets of an exported report: which columns, in which order, with which words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from vsv.domein.codes import Bron, label_van
from vsv.domein.perioden import datum_tekst
from vsv.prioriteit.service import Regelset
from vsv.rapport.codes import INKOMEN, REDENEN, VLAGGEN, name_priority
from vsv.rapport.maandbeelden import read_maandbeeld
from vsv.rapport.rapporten import Rapport
from vsv.rapport.regels import iter_historie, iter_regels
from vsv.rapport.signaalteksten import SIGNALEN
from vsv.rapport.signalen import describe_signalen
from vsv.rapport.uitvoer.bladen import Blad, Kolom, Soort
from vsv.rapport.uitvoer.woorden import PRIORITEITEN, format_euro
from vsv.toegang.service import Recht, Sessie

_SAMENVATTING: Final = (
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("betekenis", "Betekenis", breedte=60),
    Kolom("aantal", "Aantal", Soort.GEHEEL, 10),
    Kolom("vorige_week", "Vorige week", Soort.GEHEEL, 12),
    Kolom("verschil", "Verschil", Soort.GEHEEL, 10),
)
_PRIORITEITEN: Final = (
    Kolom("bsn", "BSN", breedte=11),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("aanmelddatum", "Aangemeld op", Soort.DATUM, 12),
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("sinds", "Sinds", Soort.DATUM, 12),
    Kolom("vorige_prioriteit", "Vorige week", breedte=10),
    Kolom("wijziging", "Wat is er veranderd", breedte=50),
    Kolom("loonperiode", "Loonperiode", Soort.MAAND, 12),
    Kolom("loon", "Loon", Soort.EURO, 12),
    Kolom("uren", "Uren", Soort.GEHEEL, 8),
    Kolom("verklaring", "Waarom", breedte=80),
    Kolom("redenen", "Redenen", breedte=34),
    Kolom("vlaggen", "Signalen", breedte=34),
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
)
_DOELGROEP: Final = Kolom("doelgroepregister", "Doelgroepregister", Soort.JA_NEE, 10)
_SIGNALEN: Final = (
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("signaal", "Signaal", breedte=24),
    Kolom("zin", "Wat is er veranderd", breedte=80),
    Kolom("andere", "Andere wijzigingen", Soort.GEHEEL, 12),
    Kolom("werkgever", "Werkgever", breedte=24),
    Kolom("datum_begin_voor", "Begin was", Soort.DATUM, 12),
    Kolom("datum_einde_voor", "Einde was", Soort.DATUM, 12),
    Kolom("datum_begin", "Begin", Soort.DATUM, 12),
    Kolom("datum_einde", "Einde", Soort.DATUM, 12),
)
_VERPLAATSINGEN: Final = (
    Kolom("van", "Van", breedte=8),
    Kolom("naar", "Naar", breedte=8),
    Kolom("reden", "Reden", breedte=80),
    Kolom("aantal", "Aantal", Soort.GEHEEL, 10),
)
_MAANDBEELD: Final = (
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("maand", "Maand", Soort.MAAND, 12),
    Kolom("inkomen", "Soort inkomen", breedte=16),
    Kolom("loon", "Bedrag", Soort.EURO, 12),
    Kolom("uren", "Uren", Soort.GEHEEL, 8),
    Kolom("ikvs", "Uit hoeveel inkomstenverhoudingen", Soort.GEHEEL, 12),
)
_TOELICHTING: Final = (
    Kolom("onderwerp", "Onderwerp", breedte=16),
    Kolom("naam", "Naam", breedte=30),
    Kolom("betekenis", "Betekenis", breedte=100),
)


def make_bladen(sessie: Sessie, rapport: Rapport, vorige: Rapport | None) -> tuple[Blad, ...]:
    """Return the sheets of the acting organisation's report; the lines are read as they are written.

    Who is in the lines is logged as `rapport.exporteren`. The column doelgroepregister is only there for who holds
    the right.
    """
    regelset = rapport.run.regels
    wanneer = datum_tekst(rapport.run.peildatum)
    return (
        Blad(
            "Samenvatting", f"Jongeren per prioriteit op {wanneer}", _SAMENVATTING, [_count(rapport, vorige, regelset)]
        ),
        make_regelblad(sessie, rapport),
        Blad("Signalen", f"Wat er bekend werd over banen, tot {wanneer}", _SIGNALEN, _iter_signals(sessie, rapport)),
        Blad("Verplaatsingen", f"Verplaatsingen in de week tot {wanneer}", _VERPLAATSINGEN, [_moves(rapport)]),
        Blad("Maandbeeld", f"Loon en uren per maand, bekend op {wanneer}", _MAANDBEELD, _iter_months(sessie, rapport)),
        Blad("Toelichting", f"Toelichting bij het rapport van {wanneer}", _TOELICHTING, [_explain(rapport, regelset)]),
    )


def make_regelblad(sessie: Sessie, rapport: Rapport) -> Blad:
    """Return only the sheet of the lines; see `make_bladen`."""
    may_see = Recht.DOELGROEP_INZIEN in sessie.wie.rechten
    kolommen = (*_PRIORITEITEN, _DOELGROEP) if may_see else _PRIORITEITEN
    titel = f"Prioriteit per jongere op {datum_tekst(rapport.run.peildatum)}"
    return Blad("Prioriteiten", titel, kolommen, _iter_lines(sessie, rapport))


def _count(rapport: Rapport, vorige: Rapport | None, regelset: Regelset) -> pl.DataFrame:
    before = vorige.aantallen if vorige else (None,) * len(rapport.aantallen)
    numbers = {name_priority(number): pair for number, pair in enumerate(zip(rapport.aantallen, before, strict=True))}
    rows = [
        (prioriteit.code, prioriteit.betekenis.format(drempel=format_euro(regelset.drempel)), *numbers[prioriteit.code])
        for prioriteit in PRIORITEITEN
    ]
    rows.append(("Totaal", "", rapport.totaal, vorige.totaal if vorige else None))
    schema = {"prioriteit": pl.String, "betekenis": pl.String, "aantal": pl.Int64, "vorige_week": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(verschil=pl.col("aantal") - pl.col("vorige_week"))


def _iter_lines(sessie: Sessie, rapport: Rapport) -> Iterator[pl.DataFrame]:
    names = {number: name_priority(number) for number in range(len(rapport.aantallen))}
    for piece in iter_regels(sessie, rapport.run, actie="rapport.exporteren"):
        yield piece.with_columns(
            pl.col("prioriteit", "vorige_prioriteit").replace_strict(names, return_dtype=pl.String)
        )


def _iter_signals(sessie: Sessie, rapport: Rapport) -> Iterator[pl.DataFrame]:
    """The IKV-signalen of the people in the lines, who are logged with those."""
    found = describe_signalen(sessie.cur, rapport.run)
    people = pl.concat([piece.select("jongere", "uuid") for piece in iter_historie(sessie, rapport.run)] or [_NOBODY])
    names = {number: name_priority(number) for number in range(len(rapport.aantallen))}
    yield found.join(people, on="jongere", maintain_order="left").with_columns(
        pl.col("prioriteit").replace_strict(names, return_dtype=pl.String)
    )


_NOBODY: Final = pl.DataFrame(schema={"jongere": pl.Int64, "uuid": pl.String})


def _moves(rapport: Rapport) -> pl.DataFrame:
    rows = [(name_priority(van), name_priority(naar), why, aantal) for van, naar, why, aantal in rapport.reasons()]
    frame = pl.DataFrame(rows, schema=["van", "naar", "reden", "aantal"], orient="row")
    return frame.cast({"van": pl.String, "naar": pl.String, "reden": pl.String, "aantal": pl.Int64})


def _iter_months(sessie: Sessie, rapport: Rapport) -> Iterator[pl.DataFrame]:
    for piece in iter_historie(sessie, rapport.run):
        months = read_maandbeeld(sessie.cur, rapport.run, piece["jongere"].to_list())
        people = piece.select("jongere", "uuid", "kenmerk")
        yield months.join(people, on="jongere", maintain_order="left").with_columns(
            inkomen=pl.col("klasse").replace_strict(INKOMEN, return_dtype=pl.String)
        )


def _explain(rapport: Rapport, regelset: Regelset) -> pl.DataFrame:
    """What the codes mean, what the rules were, up to when the sources are known, and how to check the file."""
    drempel = format_euro(regelset.drempel)
    run = rapport.run
    parts: Mapping[str, Mapping[str, str]] = {
        "Prioriteit": {p.code: p.betekenis.format(drempel=drempel) for p in PRIORITEITEN},
        "Reden": REDENEN,
        "Signaal": VLAGGEN,
        "Signaal over banen": SIGNALEN,
        "Regel": {
            name: f"{_as_text(getattr(regelset, name))} (herkomst: {origin.herkomst}). {origin.reden}"
            for name, origin in regelset.herkomst.items()
        },
        "Bron": {
            label_van(Bron, bron): f"bijgewerkt tot {datum_tekst(run.bronnen[bron])}"
            if bron in run.bronnen
            else "nog geen antwoord"
            for bron in Bron
        },
        "Rapport": {
            "organisatie": f"{rapport.organisatie.naam} (OIN {rapport.organisatie.oin})",
            "peildatum": datum_tekst(run.peildatum),
            "regelset": f"{regelset.naam}, controlegetal {run.regelset_controlegetal}",
            "controlegetal": rapport.controlegetal,
            "narekenen": recompute_command(rapport),
        },
    }
    rows = [(subject, name, text) for subject, texts in parts.items() for name, text in texts.items()]
    return pl.DataFrame(rows, schema=["onderwerp", "naam", "betekenis"], orient="row")


def recompute_command(rapport: Rapport) -> str:
    """Return the command with which the operator of the service makes this report again."""
    kind = "" if rapport.run.soort == "week" else f" --soort {rapport.run.soort}"
    return f"vsv rapport controleer --peildatum {rapport.run.peildatum}{kind}"


def _as_text(value: Any) -> str:
    """Return the value of a parameter as one reads it; codes are gathered per class."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Mapping):
        classes = sorted(set(value.values()))
        return "; ".join(f"{klasse}: {', '.join(k for k, v in value.items() if v == klasse)}" for klasse in classes)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
