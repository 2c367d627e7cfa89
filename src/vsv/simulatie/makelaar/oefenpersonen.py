"""Who can be chosen at the oefenmakelaar when nobody is named."""

from typing import Final

from vsv.simulatie.makelaar.personen import Persoon

OEFENPERSONEN: Final = (
    Persoon(
        naam="Consulent Noord",
        omschrijving="Consulent bij organisatie Noord",
        acting_subject="oefen-consulent-noord",
        rechtspersoon_soort="KvKnr",
        nummer="00000001",
    ),
    Persoon(
        naam="Consulent Zuid",
        omschrijving="Consulent bij organisatie Zuid",
        acting_subject="oefen-consulent-zuid",
        rechtspersoon_soort="RSIN",
        nummer="000000012",
    ),
    Persoon(
        naam="Bezoeker Onbekend",
        omschrijving="Van een organisatie die VSV-monitor niet kent",
        acting_subject="oefen-onbekend",
        rechtspersoon_soort="KvKnr",
        nummer="00000099",
    ),
    Persoon(
        naam="Collega Laag",
        omschrijving="Bij organisatie Noord, met een te laag niveau",
        acting_subject="oefen-laag",
        rechtspersoon_soort="KvKnr",
        nummer="00000001",
        loa="loa2plus",
    ),
)
"""Two that can work and two that are refused. No KvK-nummer begins with 00: a chamber had 01 or more."""
