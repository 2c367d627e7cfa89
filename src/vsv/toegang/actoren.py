"""Who the actors in the log are, for who may read it."""

from collections.abc import Collection, Mapping

from vsv.logboek.service import describe_actor
from vsv.opslag.service import Cursor


def name_actoren(cur: Cursor, actoren: Collection[str]) -> Mapping[str, str]:
    """Return how each of these actors is called; a user who is not known here is `een medewerker`.

    Args:
        cur: A cursor; behind the tenant wall only users of the acting organisation are named.
        actoren: Pseudonyms of users, `beheer:...` and `systeem:...`.
    """
    del cur  # users are not kept yet
    return {actor: describe_actor(actor) for actor in actoren}
