"""What the log says of a mistake of ours: what kind it is and where it happened, never about whom.

The message of an exception may hold values: PostgreSQL puts the whole row in its DETAIL, Polars the cell it stumbled
on. So no message at all is said, of no exception.
"""

import traceback


def describe(mistake: BaseException) -> str:
    """Return the kinds of a mistake and of what brought it about, the first one first, with the lines it came through.

    >>> try:
    ...     {}["900000041"]
    ... except KeyError as mistake:
    ...     print(describe(mistake).splitlines()[-1])
    KeyError
    """
    chain: list[BaseException] = []
    cause: BaseException | None = mistake
    while cause is not None and cause not in chain:
        chain.insert(0, cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join("".join(traceback.format_tb(one.__traceback__)) + type(one).__qualname__ for one in chain)
