"""The public face of `rapport`: the runs, the reports, making them again, and handing them out."""

from vsv.rapport.codes import INKOMEN, MUTATIES, describe_redenen, name_priority
from vsv.rapport.controle import Controle, check_alle, check_rapport
from vsv.rapport.export import EXPORTFORMATEN, export_rapport
from vsv.rapport.herziening import WEKEN, Herziening, herzie, herzie_weken
from vsv.rapport.historie import find_dagelijks
from vsv.rapport.inzage import Extra, Persoonsinzage, read_inzage
from vsv.rapport.inzagebestand import INZAGEFORMATEN, render_inzage, write_inzage
from vsv.rapport.inzagedeel import Deel, Opzet, Veld
from vsv.rapport.jongerebeeld import Jongerebeeld, read_jongere
from vsv.rapport.lezen import Inzage, list_rapporten, read_rapport
from vsv.rapport.logexport import LOGFORMATEN, export_logboek
from vsv.rapport.meldenswaardig import find_gewijzigd, find_met_signaal
from vsv.rapport.mutaties import read_mutaties
from vsv.rapport.rapporten import Rapport, Verplaatsing
from vsv.rapport.regels import Keuze
from vsv.rapport.runs import Run, Soort
from vsv.rapport.signaalteksten import SIGNALEN
from vsv.rapport.signalen import read_signalen
from vsv.rapport.uitvoering import Runverslag, last_peildatum, run_dag, run_week
from vsv.rapport.uitwissel import write_prioriteiten

__all__ = [
    "EXPORTFORMATEN",
    "INKOMEN",
    "INZAGEFORMATEN",
    "LOGFORMATEN",
    "MUTATIES",
    "SIGNALEN",
    "WEKEN",
    "Controle",
    "Deel",
    "Extra",
    "Herziening",
    "Inzage",
    "Jongerebeeld",
    "Keuze",
    "Opzet",
    "Persoonsinzage",
    "Rapport",
    "Run",
    "Runverslag",
    "Soort",
    "Veld",
    "Verplaatsing",
    "check_alle",
    "check_rapport",
    "describe_redenen",
    "export_logboek",
    "export_rapport",
    "find_dagelijks",
    "find_gewijzigd",
    "find_met_signaal",
    "herzie",
    "herzie_weken",
    "last_peildatum",
    "list_rapporten",
    "name_priority",
    "read_inzage",
    "read_jongere",
    "read_mutaties",
    "read_rapport",
    "read_signalen",
    "render_inzage",
    "run_dag",
    "run_week",
    "write_inzage",
    "write_prioriteiten",
]
