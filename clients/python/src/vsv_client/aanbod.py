"""Every operation as a method, for sync and async alike.

Made by `tools/maak_client.py` from the OpenAPI document: change that, not this.
"""

from vsv_client import operaties
from vsv_client.binding import Lijstoperatie, Operatie


class AlgemeenAanbod:
    """What is not about one organisation."""

    lijst_organisaties = Operatie(operaties.lijst_organisaties)
    lijst_regelsets = Operatie(operaties.lijst_regelsets)
    bekijk_regelset = Operatie(operaties.bekijk_regelset)
    lijst_bronnen = Operatie(operaties.lijst_bronnen)
    bekijk_status = Operatie(operaties.bekijk_status)


class OrganisatieAanbod:
    """What is done for one organisation."""

    meld_velen_aan = Operatie(operaties.meld_velen_aan)
    lijst_aanmeldingen = Lijstoperatie(operaties.lijst_aanmeldingen)
    meld_aan = Operatie(operaties.meld_aan)
    lees_aanmelding = Operatie(operaties.lees_aanmelding)
    wijzig_aanmelding = Operatie(operaties.wijzig_aanmelding)
    meld_af = Operatie(operaties.meld_af)
    meld_velen_af = Operatie(operaties.meld_velen_af)
    draag_over = Operatie(operaties.draag_over)
    draag_velen_over = Operatie(operaties.draag_velen_over)
    aanvaard_voorstellen = Operatie(operaties.aanvaard_voorstellen)
    wijs_voorstellen_af = Operatie(operaties.wijs_voorstellen_af)
    aanvaard_voorstel = Operatie(operaties.aanvaard_voorstel)
    wijs_voorstel_af = Operatie(operaties.wijs_voorstel_af)
    lijst_voorstellen = Lijstoperatie(operaties.lijst_voorstellen)
    lees_voorstel = Operatie(operaties.lees_voorstel)
    zoek_jongeren = Operatie(operaties.zoek_jongeren)
    lees_opvolging = Operatie(operaties.lees_opvolging)
    zet_opvolging = Operatie(operaties.zet_opvolging)
    bekijk_jongere = Operatie(operaties.bekijk_jongere)
    bekijk_toelichting = Operatie(operaties.bekijk_toelichting)
    lijst_prioriteiten = Operatie(operaties.lijst_prioriteiten)
    lijst_inkomstenverhoudingen = Operatie(operaties.lijst_inkomstenverhoudingen)
    lijst_uitkeringen = Operatie(operaties.lijst_uitkeringen)
    bekijk_doelgroepregister = Operatie(operaties.bekijk_doelgroepregister)
    lijst_wijzigingen = Lijstoperatie(operaties.lijst_wijzigingen)
    lijst_rapporten = Lijstoperatie(operaties.lijst_rapporten)
    bekijk_rapport = Operatie(operaties.bekijk_rapport)
    lijst_regels = Lijstoperatie(operaties.lijst_regels)
    lijst_dagleveringen = Lijstoperatie(operaties.lijst_dagleveringen)
    bekijk_daglevering = Lijstoperatie(operaties.bekijk_daglevering)
    lijst_abonnementen = Operatie(operaties.lijst_abonnementen)
    maak_abonnement = Operatie(operaties.maak_abonnement)
    bekijk_abonnement = Operatie(operaties.bekijk_abonnement)
    wijzig_abonnement = Operatie(operaties.wijzig_abonnement)
    beeindig_abonnement = Operatie(operaties.beeindig_abonnement)
    test_abonnement = Operatie(operaties.test_abonnement)
    lijst_bezorgingen = Lijstoperatie(operaties.lijst_bezorgingen)
    bezorg_alles_opnieuw = Operatie(operaties.bezorg_alles_opnieuw)
    bezorg_opnieuw = Operatie(operaties.bezorg_opnieuw)
