"""Writing a file that only its owner can read, entirely or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def write_private(pad: Path) -> Iterator[Path]:
    """Give a file to fill; it becomes `pad`, on the disk and in place of what stood there, when the block ends well.

    Raises:
        OSError: It can't be written; what stood there is still there.
    """
    with TemporaryDirectory(dir=pad.parent, prefix=".wegschrijven-") as folder:
        made = Path(folder, pad.name)
        made.touch(mode=0o600)
        yield made
        with made.open("rb") as written:
            os.fsync(written.fileno())
        made.replace(pad)
