"""Files that only their owner can read: keys, and what is signed with."""

import os
from pathlib import Path


def write_secret(pad: Path, inhoud: bytes, *, vervang: bool = False) -> None:
    """Write a file that only its owner can read.

    Args:
        pad: Where.
        inhoud: What.
        vervang: What is there may be replaced.

    Raises:
        FileExistsError: There is something already, and it is not to be replaced.
    """
    descriptor = os.open(pad, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if vervang else os.O_EXCL), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(inhoud)
