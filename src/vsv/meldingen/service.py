"""The public face of `meldingen`: the outbox, abonnementen, and bringing what there is to know."""

from vsv.meldingen.abonnementen import (
    HOOGSTENS,
    NieuwAbonnement,
    change_abonnement,
    create_abonnement,
    end_abonnement,
)
from vsv.meldingen.abonnementlijst import Abonnement, Abonnementstand, list_abonnementen, read_abonnement
from vsv.meldingen.bezorgen.instellingen import Bezorginstellingen, load_bezorginstellingen
from vsv.meldingen.bezorgen.mislukking import Mislukking
from vsv.meldingen.bezorgen.rij import has_due
from vsv.meldingen.bezorgen.ronde import Bezorgverslag, deliver_meldingen
from vsv.meldingen.bezorgen.uitkomst import forget_bezorgingen
from vsv.meldingen.bezorgingen import (
    Bezorging,
    Bezorgpoging,
    Bezorgstand,
    Bezorgtelling,
    count_bezorgingen,
    list_bezorgingen,
    list_pogingen,
    resend,
    resend_parked,
    send_test,
)
from vsv.meldingen.geheim import rotate_geheimen
from vsv.meldingen.uitbak import Melding, Meldingsoort, list_meldingen, put_meldingen, read_meldingen_over

__all__ = [
    "HOOGSTENS",
    "Abonnement",
    "Abonnementstand",
    "Bezorging",
    "Bezorginstellingen",
    "Bezorgpoging",
    "Bezorgstand",
    "Bezorgtelling",
    "Bezorgverslag",
    "Melding",
    "Meldingsoort",
    "Mislukking",
    "NieuwAbonnement",
    "change_abonnement",
    "count_bezorgingen",
    "create_abonnement",
    "deliver_meldingen",
    "end_abonnement",
    "forget_bezorgingen",
    "has_due",
    "list_abonnementen",
    "list_bezorgingen",
    "list_meldingen",
    "list_pogingen",
    "load_bezorginstellingen",
    "put_meldingen",
    "read_abonnement",
    "read_meldingen_over",
    "resend",
    "resend_parked",
    "rotate_geheimen",
    "send_test",
]
