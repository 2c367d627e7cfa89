"""Messages as the sources send them, written out by hand: a second pair of eyes beside the practice UWV."""

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN, FWI_RUIMTE

BSN = "900000012"

MELDING = "<Code>1</Code><Tekst>Probeer het later</Tekst><Bron><DN>UWV</DN></Bron>"
FWI_FOUT = f'<f:FWI xmlns:f="{FWI_RUIMTE}"><Fout>{MELDING}</Fout></f:FWI>'
FWI_FOUT_MET_RUIMTE = f'<f:FWI xmlns:f="{FWI_RUIMTE}"><f:Fout>{MELDING}</f:Fout></f:FWI>'
FWI_WAARSCHUWING = f'<f:FWI xmlns:f="{FWI_RUIMTE}"><Waarschuwing>{MELDING}</Waarschuwing></f:FWI>'
NIETS_GEVONDEN = f'<f:NietsGevonden xmlns:f="{FWI_RUIMTE}"/>'

IKV = """
<Inkomstenverhouding>
  <VolgnrIkv>3</VolgnrIkv>
  <DatBIkv>20260101</DatBIkv>
  <AdministratieveEenheid>
    <NaamAdministratieveEenheid> Bakkerij Voorbeeld </NaamAdministratieveEenheid>
    <Loonheffingennr>800000195L03</Loonheffingennr>
    <RechtspersoonAdministratieveEenh><FiNr>800000195</FiNr></RechtspersoonAdministratieveEenh>
  </AdministratieveEenheid>
  <Inkomstenperiode><DatBIkp>20260101</DatBIkp><CdSrtIkv>15</CdSrtIkv><CdAardIkv>1</CdAardIkv></Inkomstenperiode>
  <Inkomstenopgave>
    <DatBIko>20261001</DatBIko><DatEIko>20261031</DatEIko>
    <AantVerloondeUrenIko>80</AantVerloondeUrenIko>
    <BedrBrutoloonSv><WaardeBedr>120000</WaardeBedr></BedrBrutoloonSv>
    <BedrLoonLbPremieVolksverz>
      <CdMunteenheid>EUR</CdMunteenheid><CdPositiefNegatief>-</CdPositiefNegatief><WaardeBedr>100</WaardeBedr>
    </BedrLoonLbPremieVolksverz>
  </Inkomstenopgave>
</Inkomstenverhouding>"""


def client(inhoud: str = "", bsn: str = BSN) -> str:
    """ClientSuwi with these records."""
    return f"<ClientSuwi><Burgerservicenr>{bsn}</Burgerservicenr>{inhoud}</ClientSuwi>"


def bericht(inhoud: str, bron: Bron = Bron.POLIS) -> bytes:
    """A whole message with this answer in it."""
    dienst = DIENSTEN[bron]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
<s:Header><a:Action xmlns:a="http://www.w3.org/2005/08/addressing">iets</a:Action></s:Header>
<s:Body><d:{dienst.operatie}Response xmlns:d="{dienst.ruimte}">{inhoud}</d:{dienst.operatie}Response></s:Body>
</s:Envelope>""".encode()
