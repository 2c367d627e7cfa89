"""The public face of `logboek`: writing log lines, reading them back, and the chain over them."""

from vsv.logboek.keten import Ketenpunt, Ketenstand, Zegel, check_chain, seal
from vsv.logboek.ketencontrole import Ketencontrole, control_chain, last_check
from vsv.logboek.lezen import Logfilter, Plek, read_logregels
from vsv.logboek.schrijven import Afzender, Resultaat, ensure_months, log, log_many
from vsv.logboek.woorden import (
    ACTIES,
    OORSPRONGEN,
    RESULTATEN,
    Actiesoort,
    acties_van,
    describe_actie,
    describe_actor,
    describe_bijzonderheden,
)

__all__ = [
    "ACTIES",
    "OORSPRONGEN",
    "RESULTATEN",
    "Actiesoort",
    "Afzender",
    "Ketencontrole",
    "Ketenpunt",
    "Ketenstand",
    "Logfilter",
    "Plek",
    "Resultaat",
    "Zegel",
    "acties_van",
    "check_chain",
    "control_chain",
    "describe_actie",
    "describe_actor",
    "describe_bijzonderheden",
    "ensure_months",
    "last_check",
    "log",
    "log_many",
    "read_logregels",
    "seal",
]
