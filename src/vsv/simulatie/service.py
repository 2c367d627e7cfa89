"""A synthetic Netherlands and a stand-in UWV that answers about it: the public face of this room.

`make_nederland` makes the world from a seed, `leveringen_per_week` plays it back as it became known, and
`write` puts tables in a folder in the uitwisselformaat. Nobody in it exists and nobody in it can: the
numbers can't belong to a wage earner, and every figure is an assumption of `kansen`.

`Oefenuwv` runs the stand-in as a process of its own, `serve` runs it in this one; `Gedrag` says how it misbehaves.
"""

from vsv.simulatie.certificaten import Certificaten, make_certificaten, open_certificaten
from vsv.simulatie.nederland import Nederland, leveringen_op, leveringen_per_week, make_nederland
from vsv.simulatie.oefenuwv.bediening import parse_bediening
from vsv.simulatie.oefenuwv.gedrag import Gedrag, Wangedrag
from vsv.simulatie.oefenuwv.proces import Oefenuwv
from vsv.simulatie.oefenuwv.server import serve
from vsv.simulatie.oefenuwv.tabellen import read_tabellen
from vsv.simulatie.schrijven import Formaat, write

__all__ = [
    "Certificaten",
    "Formaat",
    "Gedrag",
    "Nederland",
    "Oefenuwv",
    "Wangedrag",
    "leveringen_op",
    "leveringen_per_week",
    "make_certificaten",
    "make_nederland",
    "open_certificaten",
    "parse_bediening",
    "read_tabellen",
    "serve",
    "write",
]
