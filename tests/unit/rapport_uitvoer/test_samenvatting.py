"""The PDF: what it claims to be, what it prints, and that it is the same everywhere."""

import hashlib
import html
import os
import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import InvoerFout, OmgevingFout
from vsv.rapport.uitvoer import samenvatting as module
from vsv.rapport.uitvoer.samenvatting import Samenvatting, write_samenvatting
from vsv.rapport.uitvoer.zinnen import write_conclusie

CELL = re.compile("<(?:td|p)>(.*?)</(?:td|p)>", re.DOTALL)
SJABLOON = Path(module.__file__).with_name("samenvatting.typ")


@pytest.fixture(scope="module")
def pdf(samenvatting: Samenvatting, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    pad = tmp_path_factory.mktemp("pdf") / "samenvatting.pdf"
    write_samenvatting(samenvatting, pad)
    assert [path.name for path in pad.parent.iterdir()] == ["samenvatting.pdf"]
    return pad.read_bytes()


@pytest.fixture(scope="module")
def objects(pdf: bytes) -> str:
    """Return the file with its compressed parts opened up."""
    parts = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompressobj().decompress(stream[1]))
        except zlib.error:  # metadata and the like are not compressed
            continue
    return b"\n".join(parts).decode("latin-1")


def read_metadata(pdf: bytes) -> dict[str, str]:
    xmp = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", pdf, re.DOTALL)
    assert xmp
    root = ET.fromstring(xmp[0])  # noqa: S314 - our own file, just written
    return {node.tag.split("}")[1]: "".join(node.itertext()) for node in root.iter() if node.tag[0] == "{"}


def test_it_claims_to_be_pdf_a_3a_and_pdf_ua_1(pdf: bytes) -> None:
    xmp = pdf.decode("latin-1")
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_it_says_what_it_is_and_when_it_was_made(pdf: bytes) -> None:
    metadata = read_metadata(pdf)
    assert metadata["title"] == "Weekbericht: Gemeente Voorbeeld, maandag 23 november 2026"
    assert metadata["creator"] == "Gemeente Voorbeeld"
    assert metadata["language"] == "nl-NL"
    assert metadata["CreateDate"] == metadata["ModifyDate"] == "2026-11-23T05:30:00+00:00"


def test_it_can_be_read_aloud(objects: str) -> None:
    assert "/Marked true" in objects
    assert set(re.findall(r"/Lang ?\(([\w-]+)\)", objects)) == {"nl-NL"}
    assert len(re.findall(r"/S ?/Figure", objects)) == 1
    assert "/Alt" in objects
    tables = [8, 2, 8, 2, 2]  # headings: trend, meaning, moves, reasons, sources
    assert len(re.findall(r"/S ?/TH\b", objects)) == sum(tables)
    headings = re.findall(r"/S ?/H(\d)", objects)
    assert headings.count("1") == 7
    assert "/FontFile" in objects


def test_the_same_numbers_give_the_same_bytes_in_another_process(
    samenvatting: Samenvatting, pdf: bytes, tmp_path: Path
) -> None:
    code = (
        "import pickle, sys, pathlib; from vsv.rapport.uitvoer.samenvatting import write_samenvatting as write;"
        "write(pickle.loads(sys.stdin.buffer.read()), pathlib.Path(sys.argv[1]))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "weer.pdf")],
        input=pickle.dumps(samenvatting),
        env={**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"},
        check=True,
    )
    assert hashlib.sha256((tmp_path / "weer.pdf").read_bytes()).digest() == hashlib.sha256(pdf).digest()


def test_other_numbers_give_another_file(samenvatting: Samenvatting, pdf: bytes, tmp_path: Path) -> None:
    write_samenvatting(replace(samenvatting, regelset="vsv-2.1"), tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes() != pdf


@given(naam=st.text(st.sampled_from("#*$@<>\"'\\_`=-~[]{}()/&;: aé\n"), min_size=1, max_size=20).filter(str.strip))
@example(naam='#panic("x") *vet* $x$ @bron <label> \\n // /* `c` "a" -- ~ https://a.b')
@settings(max_examples=15, deadline=None)
def test_any_name_is_printed_as_it_is(samenvatting: Samenvatting, naam: str) -> None:
    named = replace(samenvatting, organisatie=naam, regio=naam, redenen=((naam, 1),), bronnen={naam: None})
    inputs = module.template_inputs(named)
    page = typst.compile(SJABLOON, sys_inputs=inputs, ignore_system_fonts=True, format="html").decode()
    cells = ["".join(html.unescape(re.sub("<[^>]*>", "", cell)).split()) for cell in CELL.findall(page)]
    printed = "".join(naam.split())
    assert cells.count(printed) == 2, "once as a reason and once as a source"
    assert f"{printed},regio{printed}" in cells
    assert "".join(write_conclusie(named).split()) in cells


def test_a_sign_without_a_letter_is_said_in_words(samenvatting: Samenvatting, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match=r"een teken dat niet gedrukt kan worden\. Kijk de naam"):
        write_samenvatting(replace(samenvatting, organisatie="Gemeente 😀"), tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_in_words(samenvatting: Samenvatting, tmp_path: Path) -> None:
    with pytest.raises(OmgevingFout, match="De map bestaat niet"):
        write_samenvatting(samenvatting, tmp_path / "weg" / "x.pdf")
