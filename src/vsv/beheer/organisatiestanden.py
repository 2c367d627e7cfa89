"""The organisations with their numbers, for who runs the service: how many, never who."""

from dataclasses import dataclass

from vsv.toegang.service import Organisatie, Wie, als_dienst, list_organisaties


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatiestand:
    """An organisation in numbers.

    Attributes:
        organisatie: Which one.
        gevolgd: How many people it follows today.
        aanmeldingen: How many aanmeldingen it ever had.
        gebruikers: How many people have roles there.
    """

    organisatie: Organisatie
    gevolgd: int
    aanmeldingen: int
    gebruikers: int


def list_organisatiestanden(wie: Wie) -> list[Organisatiestand]:
    """Return every organisation with its numbers, by OIN.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("SELECT organisatie, gevolgd, ooit FROM beheer_tel_aanmeldingen()")
        counts = {organisatie: (gevolgd, ooit) for organisatie, gevolgd, ooit in sessie.cur}
        sessie.cur.execute(
            """
            SELECT organisatie, count(*) FROM toekenning
            WHERE gebruiker IS NOT NULL AND ingetrokken_op IS NULL GROUP BY organisatie
            """
        )
        users: dict[int, int] = dict(sessie.cur.fetchall())
    return [
        Organisatiestand(
            organisatie=organisatie, gevolgd=gevolgd, aanmeldingen=ooit, gebruikers=users.get(organisatie.id, 0)
        )
        for organisatie in list_organisaties()
        for gevolgd, ooit in [counts.get(organisatie.id, (0, 0))]
    ]
