"""Who the actors in the log are, for who may read it."""

from collections.abc import Collection, Mapping
from typing import Final

from vsv.logboek.service import describe_actor
from vsv.opslag.service import Cursor
from vsv.toegang.rechten import Recht
from vsv.toegang.sessie import Wie, namens

_CLIENT: Final = "client:"


def name_actoren(cur: Cursor, actoren: Collection[str]) -> Mapping[str, str]:
    """Return how each of these actors is called: the name colleagues know them by, also of who has left.

    Args:
        cur: A cursor; behind the tenant wall only colleagues of the acting organisation have a name, and any other
            user is `een medewerker`.
        actoren: Of log lines: `gebruiker:...`, `client:...`, `beheer:...`, `systeem:...`.
    """
    cur.execute(
        "SELECT DISTINCT ON (actor) actor, naam FROM toekenning WHERE actor = ANY (%s) ORDER BY actor, id DESC",
        (list(actoren),),
    )
    named: dict[str, str] = dict(cur.fetchall())
    if clients := [actor.removeprefix(_CLIENT) for actor in actoren if actor.startswith(_CLIENT)]:
        cur.execute("SELECT oin, naam FROM client WHERE oin = ANY (%s)", (clients,))
        named |= {_CLIENT + oin: _software(naam) for oin, naam in cur}
    return {actor: named.get(actor) or describe_actor(actor) for actor in actoren}


def list_actoren(wie: Wie) -> Mapping[str, str]:
    """Return by actor everybody who has, or ever had, a role at the acting organisation, by name; then software.

    Raises:
        GeenRecht: `wie` may not read the log.
    """
    with namens(wie, Recht.LOGBOEK_LEZEN) as sessie:
        sessie.cur.execute(
            """
            SELECT actor, naam FROM (SELECT DISTINCT ON (actor) actor, naam FROM toekenning
                                     WHERE actor IS NOT NULL AND organisatie = vsv_organisatie()
                                     ORDER BY actor, id DESC) AS t
            ORDER BY lower(naam), actor
            """
        )
        people: dict[str, str] = dict(sessie.cur.fetchall())
        sessie.cur.execute(
            """
            SELECT c.oin, c.naam FROM client c
            WHERE EXISTS (SELECT FROM machtiging m WHERE m.client = c.id AND m.organisatie = vsv_organisatie())
            ORDER BY lower(c.naam), c.oin
            """
        )
        return people | {_CLIENT + oin: _software(naam) for oin, naam in sessie.cur}


def _software(naam: str) -> str:
    return f"software van {naam}"
