"""Who the actors in the log are, for who may read it."""

from collections.abc import Collection, Mapping

from vsv.logboek.service import describe_actor
from vsv.opslag.service import Cursor
from vsv.toegang.rechten import Recht
from vsv.toegang.sessie import Wie, namens


def name_actoren(cur: Cursor, actoren: Collection[str]) -> Mapping[str, str]:
    """Return how each of these actors is called: the name colleagues know them by, also of who has left.

    Args:
        cur: A cursor; behind the tenant wall only colleagues of the acting organisation have a name, and any other
            user is `een medewerker`.
        actoren: Of log lines: `gebruiker:...`, `beheer:...`, `systeem:...`.
    """
    cur.execute(
        "SELECT DISTINCT ON (actor) actor, naam FROM toekenning WHERE actor = ANY (%s) ORDER BY actor, id DESC",
        (list(actoren),),
    )
    named: dict[str, str] = dict(cur.fetchall())
    return {actor: named.get(actor) or describe_actor(actor) for actor in actoren}


def list_actoren(wie: Wie) -> Mapping[str, str]:
    """Return by actor everybody who has, or ever had, a role at the acting organisation, by name.

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
        return dict(sessie.cur.fetchall())
