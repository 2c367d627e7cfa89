"""A synthetic Netherlands, and stand-ins for UWV and an eHerkenning-makelaar: the public face of this room.

`make_nederland` makes the world from a seed, `leveringen_per_week` plays it back as it became known, and
`write` puts tables in a folder in the uitwisselformaat. Nobody in it exists and nobody in it can: the
numbers can't belong to a wage earner, and every figure is an assumption of `kansen`.

`Oefenuwv` runs the stand-in as a process of its own, `serve` runs it in this one; `Gedrag` says how it misbehaves.

`Makelaar` runs the stand-in makelaar as a process of its own, `serve_makelaar` in this one: an OpenID Connect provider
at which somebody is chosen instead of logging in. `MakelaarGedrag` says how it misbehaves.
"""

from vsv.simulatie.certificaten import Certificaten, make_certificaten, open_certificaten
from vsv.simulatie.makelaar.gedrag import Gebrek, MakelaarGedrag, parse_gebrek
from vsv.simulatie.makelaar.klanten import Klant, make_klant
from vsv.simulatie.makelaar.oefenpersonen import OEFENPERSONEN
from vsv.simulatie.makelaar.personen import Persoon, read_personen
from vsv.simulatie.makelaar.proces import Makelaar
from vsv.simulatie.makelaar.server import Opzet, serve_makelaar
from vsv.simulatie.makelaar.tokens import Dienst
from vsv.simulatie.nederland import Nederland, leveringen_op, leveringen_per_week, make_nederland
from vsv.simulatie.oefenuwv.bediening import parse_bediening
from vsv.simulatie.oefenuwv.gedrag import Gedrag, Wangedrag
from vsv.simulatie.oefenuwv.proces import Oefenuwv
from vsv.simulatie.oefenuwv.server import serve
from vsv.simulatie.oefenuwv.tabellen import read_tabellen
from vsv.simulatie.schrijven import Formaat, write

__all__ = [
    "OEFENPERSONEN",
    "Certificaten",
    "Dienst",
    "Formaat",
    "Gebrek",
    "Gedrag",
    "Klant",
    "Makelaar",
    "MakelaarGedrag",
    "Nederland",
    "Oefenuwv",
    "Opzet",
    "Persoon",
    "Wangedrag",
    "leveringen_op",
    "leveringen_per_week",
    "make_certificaten",
    "make_klant",
    "make_nederland",
    "open_certificaten",
    "parse_bediening",
    "parse_gebrek",
    "read_personen",
    "read_tabellen",
    "serve",
    "serve_makelaar",
    "write",
]
