"""The public face of `rapport`: the runs, the reports, making them again, and handing them out."""

from vsv.rapport.codes import INKOMEN, MUTATIES, VLAGGEN, describe_redenen, name_priority
from vsv.rapport.controle import Controle, carry_out_checks, check_alle, check_rapport
from vsv.rapport.download import DOWNLOADFORMATEN, Download, open_download
from vsv.rapport.effect import Effect, Schooljaar, list_schooljaren, read_effect, update_effect
from vsv.rapport.effectexport import EFFECTFORMATEN, describe_effect, export_effect, open_effect
from vsv.rapport.export import EXPORTFORMATEN, export_rapport
from vsv.rapport.herziening import WEKEN, Herziening, herzie, herzie_weken
from vsv.rapport.historie import find_dagelijks
from vsv.rapport.inzage import Extra, Persoonsinzage, read_inzage
from vsv.rapport.inzagebestand import INZAGEFORMATEN, check_inzageformaat, render_inzage, write_inzage
from vsv.rapport.inzagedeel import Deel, Opzet, Veld
from vsv.rapport.jongerebeeld import Doelgroep, Jongerebeeld, read_doelgroep, read_jongere
from vsv.rapport.lezen import TREND_WEKEN, Inzage, list_rapporten, read_rapport, read_trend
from vsv.rapport.logexport import LOGFORMATEN, export_logboek, open_logboek
from vsv.rapport.meldenswaardig import find_gewijzigd, find_met_signaal
from vsv.rapport.mutaties import read_mutaties
from vsv.rapport.narekeningen import Narekening, find_open_checks, read_checks, request_check
from vsv.rapport.overzicht import Overzicht, read_overzicht
from vsv.rapport.rapporten import Rapport, Verplaatsing
from vsv.rapport.regels import Keuze
from vsv.rapport.runs import Run, Soort
from vsv.rapport.signaalteksten import SIGNALEN
from vsv.rapport.signalen import read_signalen
from vsv.rapport.tijdlijn import Tijdlijn
from vsv.rapport.tweeweken import Tweeweken, Verplaatst, compare_rapporten, read_verplaatst
from vsv.rapport.uitvoer.woorden import PRIORITEITEN, Prioriteit, format_aantal, format_euro, format_verschil
from vsv.rapport.uitvoering import Runverslag, last_peildatum, run_dag, run_week
from vsv.rapport.uitwissel import write_prioriteiten
from vsv.rapport.versheid import Versheid, read_versheid
from vsv.rapport.wat_als.begin import Begin, keep_doorrekening, read_begin
from vsv.rapport.wat_als.cijfers import TE_WEINIG, Regioaantallen, WatAls
from vsv.rapport.wat_als.doorrekeningen import (
    Doorrekening,
    carry_out_wat_als,
    find_open_wat_als,
    list_doorrekeningen,
    read_doorrekening,
    request_wat_als,
)
from vsv.rapport.wat_als.export import export_wat_als, name_regio, wat_als_tabel
from vsv.rapport.wat_als.geldend import find_geldig
from vsv.rapport.wat_als.rekenen import compute_wat_als
from vsv.rapport.wat_als.voorbeelden import Voorbeelden, find_voorbeelden, read_voorbeelden
from vsv.rapport.wat_als.voorstellen import (
    Voorstel,
    list_voorstellen,
    read_voorstellen,
    remove_voorstel,
    save_voorstel,
    start_voorstel,
)
from vsv.rapport.werklijst.bewaard import list_filters, note_look, remove_filter, save_filter
from vsv.rapport.werklijst.export import WERKLIJSTFORMATEN, open_werklijst
from vsv.rapport.werklijst.keuze import LEEFTIJDEN, SORTERINGEN, Werkkeuze
from vsv.rapport.werklijst.keuze import WEKEN as WEEKBANDEN
from vsv.rapport.werklijst.lezen import SIGNAALWOORDEN, Werkpagina, count_werklijst, read_werklijst, search_werklijst

__all__ = [
    "DOWNLOADFORMATEN",
    "EFFECTFORMATEN",
    "EXPORTFORMATEN",
    "INKOMEN",
    "INZAGEFORMATEN",
    "LEEFTIJDEN",
    "LOGFORMATEN",
    "MUTATIES",
    "PRIORITEITEN",
    "SIGNAALWOORDEN",
    "SIGNALEN",
    "SORTERINGEN",
    "TE_WEINIG",
    "TREND_WEKEN",
    "VLAGGEN",
    "WEEKBANDEN",
    "WEKEN",
    "WERKLIJSTFORMATEN",
    "Begin",
    "Controle",
    "Deel",
    "Doelgroep",
    "Doorrekening",
    "Download",
    "Effect",
    "Extra",
    "Herziening",
    "Inzage",
    "Jongerebeeld",
    "Keuze",
    "Narekening",
    "Opzet",
    "Overzicht",
    "Persoonsinzage",
    "Prioriteit",
    "Rapport",
    "Regioaantallen",
    "Run",
    "Runverslag",
    "Schooljaar",
    "Soort",
    "Tijdlijn",
    "Tweeweken",
    "Veld",
    "Verplaatsing",
    "Verplaatst",
    "Versheid",
    "Voorbeelden",
    "Voorstel",
    "WatAls",
    "Werkkeuze",
    "Werkpagina",
    "carry_out_checks",
    "carry_out_wat_als",
    "check_alle",
    "check_inzageformaat",
    "check_rapport",
    "compare_rapporten",
    "compute_wat_als",
    "count_werklijst",
    "describe_effect",
    "describe_redenen",
    "export_effect",
    "export_logboek",
    "export_rapport",
    "export_wat_als",
    "find_dagelijks",
    "find_geldig",
    "find_gewijzigd",
    "find_met_signaal",
    "find_open_checks",
    "find_open_wat_als",
    "find_voorbeelden",
    "format_aantal",
    "format_euro",
    "format_verschil",
    "herzie",
    "herzie_weken",
    "keep_doorrekening",
    "last_peildatum",
    "list_doorrekeningen",
    "list_filters",
    "list_rapporten",
    "list_schooljaren",
    "list_voorstellen",
    "name_priority",
    "name_regio",
    "note_look",
    "open_download",
    "open_effect",
    "open_logboek",
    "open_werklijst",
    "read_begin",
    "read_checks",
    "read_doelgroep",
    "read_doorrekening",
    "read_effect",
    "read_inzage",
    "read_jongere",
    "read_mutaties",
    "read_overzicht",
    "read_rapport",
    "read_signalen",
    "read_trend",
    "read_verplaatst",
    "read_versheid",
    "read_voorbeelden",
    "read_voorstellen",
    "read_werklijst",
    "remove_filter",
    "remove_voorstel",
    "render_inzage",
    "request_check",
    "request_wat_als",
    "run_dag",
    "run_week",
    "save_filter",
    "save_voorstel",
    "search_werklijst",
    "start_voorstel",
    "update_effect",
    "wat_als_tabel",
    "write_inzage",
    "write_prioriteiten",
]
