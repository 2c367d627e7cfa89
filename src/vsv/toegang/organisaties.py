"""The organisations that use the service."""

import re
from collections.abc import Mapping, Sequence

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import gemeenten, regios
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.keuring import find_faults
from vsv.toegang.sessie import Organisatie, Wie, act_for, als_dienst


def add_organisatie(
    wie: Wie, *, oin: str, naam: str, soort: str, regio: int, gemeentecode: str | None = None
) -> Organisatie:
    """Register an organisation, or return it when it is already there with this OIN.

    Raises:
        InvoerFout: A number is not one, the gemeente is not in the region, or the OIN is taken by an organisation
            with another name, kind or region.
    """
    _check_organisatie(oin, naam, regio, gemeentecode)
    with als_dienst(wie) as sessie:
        known = _lookup(sessie.cur, oin)
        organisatie = known or insert_organisatie(sessie.cur, oin, naam, soort, regio, gemeentecode)
        if (organisatie.naam, organisatie.soort, organisatie.regio, organisatie.gemeentecode) != (
            naam,
            soort,
            regio,
            gemeentecode,
        ):
            raise InvoerFout(
                Fout(
                    "OIN_BEZET",
                    f"Dit OIN hoort al bij {organisatie.naam}, met andere gegevens.",
                    f"OIN {oin}",
                    "Kijk of het OIN klopt.",
                )
            )
        if known is None:
            sessie.log("toegang.organisatie_toevoegen", bijzonderheden={"oin": oin})
        return organisatie


def insert_organisatie(
    cur: Cursor, oin: str, naam: str, soort: str, regio: int, gemeentecode: str | None
) -> Organisatie:
    """Write an organisation down, unless there is one with this OIN, and return the one that is there."""
    cur.execute(
        """
        INSERT INTO organisatie (oin, naam, soort, regio, gemeentecode) VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (oin) DO NOTHING
        """,
        (oin, naam, soort, regio, gemeentecode),
    )
    return _find(cur, oin)


def link_rechtspersoon(wie: Wie, soort: str, nummer: str) -> None:
    """Let who acts for a rechtspersoon get roles at the organisation of `wie`, or at the service itself.

    Args:
        wie: The operator.
        soort: `KVK` (8 digits) or `RSIN` (9 digits).
        nummer: The number in eHerkenning.

    Raises:
        InvoerFout: RECHTSPERSOON_ONGELDIG.
        GeenRecht: `wie` may not do this.
    """
    if not re.fullmatch({"KVK": "[0-9]{8}", "RSIN": "[0-9]{9}"}.get(soort, "(?!)"), nummer):
        raise InvoerFout(
            Fout("RECHTSPERSOON_ONGELDIG", "Dit is geen KvK-nummer van 8 cijfers of RSIN van 9 cijfers.", soort)
        )
    with als_dienst(wie) as sessie:
        act_for(sessie.cur, wie)  # the line stands in the log of the organisation that it is about
        organisatie = wie.organisatie.id if wie.organisatie else None
        sessie.cur.execute(
            "INSERT INTO rechtspersoon (soort, nummer, organisatie) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (soort, nummer, organisatie),
        )
        sessie.log("toegang.rechtspersoon_koppelen", bijzonderheden={"soort": soort, "nummer": nummer})


def list_rechtspersonen(wie: Wie) -> Mapping[int | None, Sequence[tuple[str, str]]]:
    """Return per organisation (key; None = the service itself) who may act for it: `KVK` or `RSIN`, and the number.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    found: dict[int | None, list[tuple[str, str]]] = {}
    with als_dienst(wie) as sessie:
        sessie.cur.execute("SELECT organisatie, soort, nummer FROM rechtspersoon ORDER BY soort, nummer")
        for organisatie, soort, nummer in sessie.cur:
            found.setdefault(organisatie, []).append((soort, nummer))
    return found


def find_organisatie(oin: str) -> Organisatie:
    """Return the organisation with this OIN.

    Raises:
        InvoerFout: There is none.
    """
    with transactie("web") as cur:
        return _find(cur, oin)


def list_organisaties() -> list[Organisatie]:
    """Return all organisations, by OIN."""
    with transactie("web") as cur:
        cur.execute("SELECT id, oin, naam, soort, regio, gemeentecode FROM organisatie ORDER BY oin")
        return [Organisatie(*row) for row in cur]


def _check_organisatie(oin: str, naam: str, regio: int, gemeentecode: str | None) -> None:
    """Raise all that is wrong at once."""
    faults = find_faults(oin, naam)
    if regio not in regios():
        faults.append(
            Fout("REGIO_ONBEKEND", "Deze regio bestaat niet.", "regio", "Kies 1 tot en met 13 of 15 tot en met 41.")
        )
    if gemeentecode and (gemeentecode not in gemeenten() or gemeenten()[gemeentecode].regio != regio):
        reden = "Deze gemeente bestaat niet of ligt niet in deze regio."
        faults.append(Fout("GEMEENTE_ONBEKEND", reden, "gemeentecode"))
    if faults:
        raise InvoerFout(*faults)


def _lookup(cur: Cursor, oin: str) -> Organisatie | None:
    cur.execute("SELECT id, oin, naam, soort, regio, gemeentecode FROM organisatie WHERE oin = %s", (oin,))
    row = cur.fetchone()
    return Organisatie(*row) if row else None


def _find(cur: Cursor, oin: str) -> Organisatie:
    organisatie = _lookup(cur, oin)
    if organisatie is None:
        raise InvoerFout(
            Fout(
                "ORGANISATIE_ONBEKEND",
                "Deze organisatie is hier niet bekend.",
                f"OIN {oin}",
                "Bekijk de lijst met 'vsv organisatie lijst', of voeg haar toe met 'vsv organisatie voeg-toe'.",
            )
        )
    return organisatie
