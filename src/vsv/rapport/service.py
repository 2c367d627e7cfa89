"""The public face of `rapport`: the runs, the reports, making them again, and handing them out."""

from vsv.rapport.codes import INKOMEN, MUTATIES, VLAGGEN, describe_redenen, name_priority
from vsv.rapport.controle import Controle, carry_out_checks, check_alle, check_rapport
from vsv.rapport.dagleveringen import Daglevering, list_dagleveringen, read_daglevering
from vsv.rapport.download import DOWNLOADFORMATEN, Download, open_download
from vsv.rapport.effect import Effect, Schooljaar, list_schooljaren, read_effect, update_effect
from vsv.rapport.effectexport import EFFECTFORMATEN, describe_effect, export_effect, open_effect
from vsv.rapport.export import EXPORTFORMATEN, export_rapport
from vsv.rapport.herziening import WEKEN, Herziening, herzie, herzie_weken
from vsv.rapport.historie import find_dagelijks
from vsv.rapport.inkomsten import Inkomsten, Uitkeringen, read_inkomstenverhoudingen, read_uitkeringen
from vsv.rapport.inzage import Extra, Persoonsinzage, read_inzage
from vsv.rapport.inzagebestand import INZAGEFORMATEN, check_inzageformaat, render_inzage, write_inzage
from vsv.rapport.inzagedeel import Deel, Opzet, Veld
from vsv.rapport.jongerebeeld import Doelgroep, Jongerebeeld, read_doelgroep, read_jongere
from vsv.rapport.lezen import TREND_WEKEN, Inzage, list_rapporten, read_rapport, read_trend
from vsv.rapport.logexport import LOGFORMATEN, export_logboek, open_logboek
from vsv.rapport.machine.bestand import REGELFORMATEN, open_regels
from vsv.rapport.machine.lezen import Regelpagina, read_regelpagina
from vsv.rapport.machine.velden import REGELVELDEN
from vsv.rapport.meldenswaardig import find_gewijzigd, find_met_signaal
from vsv.rapport.mutaties import read_mutaties
from vsv.rapport.narekeningen import Narekening, find_open_checks, read_checks, request_check
from vsv.rapport.overzicht import Overzicht, read_overzicht
from vsv.rapport.prioriteiten import read_prioriteiten
from vsv.rapport.rapporten import Rapport, Verplaatsing
from vsv.rapport.regels import Keuze
from vsv.rapport.runs import Run, Soort
from vsv.rapport.signaalteksten import SIGNALEN
from vsv.rapport.signalen import read_signalen
from vsv.rapport.stand import Stand, read_stand
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
from vsv.rapport.wijzigingen.lezen import BEWAARDAGEN, forget_wijzigingen, read_wijzigingen
from vsv.rapport.wijzigingen.pagina import Wijziging, Wijzigingenpagina, Wijzigingsoort

__all__ = [
    "BEWAARDAGEN",
    "DOWNLOADFORMATEN",
    "EFFECTFORMATEN",
    "EXPORTFORMATEN",
    "INKOMEN",
    "INZAGEFORMATEN",
    "LEEFTIJDEN",
    "LOGFORMATEN",
    "MUTATIES",
    "PRIORITEITEN",
    "REGELFORMATEN",
    "REGELVELDEN",
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
    "Daglevering",
    "Deel",
    "Doelgroep",
    "Doorrekening",
    "Download",
    "Effect",
    "Extra",
    "Herziening",
    "Inkomsten",
    "Inzage",
    "Jongerebeeld",
    "Keuze",
    "Narekening",
    "Opzet",
    "Overzicht",
    "Persoonsinzage",
    "Prioriteit",
    "Rapport",
    "Regelpagina",
    "Regioaantallen",
    "Run",
    "Runverslag",
    "Schooljaar",
    "Soort",
    "Stand",
    "Tijdlijn",
    "Tweeweken",
    "Uitkeringen",
    "Veld",
    "Verplaatsing",
    "Verplaatst",
    "Versheid",
    "Voorbeelden",
    "Voorstel",
    "WatAls",
    "Werkkeuze",
    "Werkpagina",
    "Wijziging",
    "Wijzigingenpagina",
    "Wijzigingsoort",
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
    "forget_wijzigingen",
    "format_aantal",
    "format_euro",
    "format_verschil",
    "herzie",
    "herzie_weken",
    "keep_doorrekening",
    "last_peildatum",
    "list_dagleveringen",
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
    "open_regels",
    "open_werklijst",
    "read_begin",
    "read_checks",
    "read_daglevering",
    "read_doelgroep",
    "read_doorrekening",
    "read_effect",
    "read_inkomstenverhoudingen",
    "read_inzage",
    "read_jongere",
    "read_mutaties",
    "read_overzicht",
    "read_prioriteiten",
    "read_rapport",
    "read_regelpagina",
    "read_signalen",
    "read_stand",
    "read_trend",
    "read_uitkeringen",
    "read_verplaatst",
    "read_versheid",
    "read_voorbeelden",
    "read_voorstellen",
    "read_werklijst",
    "read_wijzigingen",
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
