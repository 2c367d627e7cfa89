"""A file is there entirely or not at all, whatever the format and whatever goes wrong."""

import errno
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from vsv.domein.fouten import OmgevingFout
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Document
from vsv.rapport.uitvoer.formaten import FORMATEN

Names = Callable[[], set[str]]


@pytest.fixture(params=sorted(FORMATEN))
def write(request: pytest.FixtureRequest) -> Callable[[Document, Path], None]:
    return FORMATEN[request.param].write


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file grow beyond 20 kB, as a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_finished_file_replaces_the_old_one_and_leaves_nothing_beside_it(
    write: Callable[[Document, Path], None],
    make_document: Callable[..., Document],
    tmp_path: Path,
    folder_names: Names,
) -> None:
    target = tmp_path / "rapport"
    target.write_text("oud")
    write(make_document(), target)
    assert folder_names() == {"rapport"}
    assert len(target.read_bytes()) > 100


# XlsxWriter leaves the file it was packing open when the disk is full; Python closes it later.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_said_in_dutch_and_leaves_the_old_file(
    write: Callable[[Document, Path], None],
    make_text_document: Callable[[list[str]], Document],
    tmp_path: Path,
    folder_names: Names,
    small_disk: None,
) -> None:
    target = tmp_path / "rapport"
    target.write_text("oud")
    document = make_text_document([os.urandom(16).hex() for _ in range(5_000)])
    with pytest.raises(OmgevingFout, match=r"rapport: Het bestand wordt te groot .* Kies een andere schijf"):
        write(document, target)
    assert folder_names() == {"rapport"}
    assert target.read_text() == "oud"


def test_a_feeder_that_fails_half_way_leaves_nothing(
    write: Callable[[Document, Path], None],
    make_document: Callable[..., Document],
    tmp_path: Path,
    folder_names: Names,
) -> None:
    document = make_document(delen=[pl.DataFrame({"bsn": ["1"]})])
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        write(document, tmp_path / "rapport")
    assert folder_names() == set()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("weg/rapport", "De map bestaat niet"),
        ("bestand/rapport", "Hier staat een bestand"),
        ("map", "Hier staat een map"),
    ],
)
def test_a_place_that_can_hold_no_file_is_named_with_the_reason(
    write: Callable[[Document, Path], None],
    make_document: Callable[..., Document],
    tmp_path: Path,
    folder_names: Names,
    place: str,
    reason: str,
) -> None:
    (tmp_path / "bestand").write_text("oud")
    (tmp_path / "map").mkdir()
    with pytest.raises(OmgevingFout, match=f"{place}: {reason}"):
        write(make_document(), tmp_path / place)
    assert folder_names() == {"bestand", "map"}


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "De schijf is vol. Maak ruimte vrij"),
        (errno.EDQUOT, "De schijf is vol"),
        (errno.EACCES, "Hier mag niet worden geschreven. Kies een andere map"),
        (errno.EROFS, "Hier mag niet worden geschreven"),
    ],
)
def test_every_fault_of_the_disk_has_words(tmp_path: Path, folder_names: Names, number: int, reason: str) -> None:
    with pytest.raises(OmgevingFout, match=reason), write_atomic(tmp_path / "x") as made:
        made.write_text("half")
        raise OSError(number, os.strerror(number))
    assert folder_names() == set()


def test_a_lost_connection_of_the_feeder_is_not_called_a_disk_fault(tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError), write_atomic(tmp_path / "x"):
        raise ConnectionResetError(errno.ECONNRESET, "connection reset")
