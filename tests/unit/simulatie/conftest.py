"""One small Netherlands for all tests of this room: big enough to hold every rarity."""

from collections.abc import Callable
from datetime import date

import pytest

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.service import Nederland, make_nederland


@pytest.fixture(scope="session")
def nederland() -> Nederland:
    return make_nederland(personen=5_000, zaad=1, tot=date(2026, 11, 23))


ENVELOP = """<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing">
  <s:Header>
    <wsa:Action>{dienst.soap_action}</wsa:Action>
    <wsa:MessageID>urn:uuid:8c1f0a53-5a0e-4d43-a0fc-6d1c1a1f0c11</wsa:MessageID>
    <wsa:To>https://uwv.example/dienst?oin=00000099000000009000</wsa:To>
    <wsa:From><wsa:Address>https://vsv.example/?a=1&amp;oin=00000099000000001000</wsa:Address></wsa:From>
  </s:Header>
  <s:Body>
    <d:{dienst.operatie} xmlns:d="{dienst.ruimte}">
      <Burgerservicenr>{bsn}</Burgerservicenr>{periode}
    </d:{dienst.operatie}>
  </s:Body>
</s:Envelope>"""


@pytest.fixture(scope="session")
def envelop() -> Callable[..., str]:
    """Make a question that is in order: `envelop(bron, bsn, vanaf=None, tot=None)`."""

    def make(bron: Bron, bsn: str, vanaf: str | None = None, tot: str | None = None) -> str:
        begin = f"<DatBPeriode>{vanaf}</DatBPeriode>" if vanaf else ""
        einde = f"<DatEPeriode>{tot}</DatEPeriode>" if tot else ""
        periode = f"<PeriodeGegevensvraagIko>{begin}{einde}</PeriodeGegevensvraagIko>" if vanaf or tot else ""
        return ENVELOP.format(dienst=DIENSTEN[bron], bsn=bsn, periode=periode)

    return make
