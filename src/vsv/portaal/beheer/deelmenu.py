"""The menu of the operator's pages, and how such a page is shown."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht

mag = vereist(Recht.DIENST_BEHEREN)

DEELMENU: Final = (
    ("beheer", _("Wat vastzit")),
    ("beheer-aanvragen", _("Aanvragen")),
    ("beheer-organisaties", _("Organisaties")),
    ("beheer-leveranciers", _("Leveranciers")),
    ("beheer-leveringen", _("Leveringen")),
    ("beheer-bronnen", _("Bronnen")),
    ("beheer-taken", _("Taken")),
    ("beheer-regels", pgettext_lazy("regelsets", "Regels")),
)
"""The pages in order: the name of the address, and what it is called."""


def show(request: Verzoek, naam: str, hier: str, status: int = 200, **context: Any) -> HttpResponse:
    """Show a page of beheer.

    Args:
        request: Who asks.
        naam: Of the template.
        hier: Name of the address in the menu to which it belongs.
        status: Of the answer.
        context: For the template.
    """
    around = {"deelmenu": DEELMENU, "hier": hier}
    return render(request, f"portaal/beheer/{naam}.html", {**around, **context}, status=status)
