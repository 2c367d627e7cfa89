"""To which machines something may be sent: never to one inside a network, however its address is written."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.fouten import InvoerFout
from vsv.meldingen.bezorgen.adres import find_addresses, may_reach
from vsv.meldingen.bezorgen.mislukking import Mislukking, NietBezorgd
from vsv.meldingen.doel import DOEL_MAX, parse_doel

INSIDE = [
    *map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    ),
    *map(
        IPv6Network,
        (
            "::/96",
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/32",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    ),
]
"""Ranges of the IANA registries for special purposes, and ways to put one IPv4 address in another (RFC 4291, 6052)."""

inside = st.sampled_from(INSIDE).flatmap(lambda net: st.ip_addresses(network=net))


@given(inside)
def test_no_address_inside_a_network(adres: IPv4Address | IPv6Address) -> None:
    assert not may_reach(str(adres), oefenen=False)
    assert may_reach(str(adres), oefenen=True) == adres.is_loopback


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_in_by_way_of_ipv6(adres: IPv4Address) -> None:
    sixtofour = f"2002:{int(adres) >> 16:x}:{int(adres) & 0xFFFF:x}::"
    for way in (f"::ffff:{adres}", f"::{adres}", f"64:ff9b::{adres}", sixtofour):
        if not ip_address(way).is_loopback:
            assert not may_reach(way, oefenen=True)


@pytest.mark.parametrize("adres", ["93.184.215.14", "145.100.1.1", "2a00:1450:400e:80f::200e"])
def test_the_internet_can_be_reached(adres: str) -> None:
    assert may_reach(adres, oefenen=False)


@given(st.lists(inside.map(str), min_size=1, max_size=2), st.integers(0, 2))
def test_a_name_that_stands_for_any_address_inside_is_refused(addresses: list[str], place: int) -> None:
    found = ["93.184.215.14", "93.184.215.15"]
    found[place:place] = addresses

    def zoek(naam: str, poort: int) -> Sequence[str]:
        assert (naam, poort) == ("voorbeeld.nl", 443)
        return found

    with pytest.raises(NietBezorgd) as raised:
        find_addresses("voorbeeld.nl", 443, zoek=zoek, alleen_hier=False, oefenen=False)
    assert raised.value.reden is Mislukking.ADRES_GEWEIGERD


def test_a_name_that_stands_for_nothing() -> None:
    def unknown(naam: str, poort: int) -> Sequence[str]:
        raise OSError

    for zoek in (unknown, lambda _naam, _poort: []):
        with pytest.raises(NietBezorgd) as raised:
            find_addresses("voorbeeld.nl", 443, zoek=zoek, alleen_hier=False, oefenen=False)
        assert raised.value.reden is Mislukking.GEEN_ADRES


def test_without_tls_only_this_machine_and_only_to_practise() -> None:
    def look(*found: str, oefenen: bool) -> Sequence[str]:
        return find_addresses("x", 80, zoek=lambda _n, _p: found, alleen_hier=True, oefenen=oefenen)

    assert look("127.0.0.1", oefenen=True) == ("127.0.0.1",)
    for found, oefenen in ((("93.184.215.14",), True), (("127.0.0.1",), False), (("127.0.0.1", "10.0.0.1"), True)):
        with pytest.raises(NietBezorgd):
            look(*found, oefenen=oefenen)


def test_an_address_taken_apart() -> None:
    doel = parse_doel("https://Hook.Voorbeeld.NL:8443/vsv/meldingen?x=1", oefenen=False)
    assert (doel.veilig, doel.naam, doel.poort, doel.pad, doel.kop) == (
        True,
        "hook.voorbeeld.nl",
        8443,
        "/vsv/meldingen?x=1",
        "hook.voorbeeld.nl:8443",
    )
    plain = parse_doel("https://voorbeeld.nl", oefenen=False)
    assert (plain.poort, plain.pad, plain.kop) == (443, "/", "voorbeeld.nl")
    assert parse_doel("https://[2a00:1450:400e:80f::200e]/", oefenen=False).kop == "[2a00:1450:400e:80f::200e]"


@pytest.mark.parametrize(
    "adres",
    [
        "",
        "voorbeeld.nl/meldingen",
        "http://voorbeeld.nl/",
        "ftp://voorbeeld.nl/",
        "https://",
        "https:///meldingen",
        "https://gebruiker:geheim@voorbeeld.nl/",
        "https://voorbeeld.nl/#deel",
        "https://voorbeeld.nl/a b",
        "https://voorbeeld.nl/\r\nX-Kop: 1",
        "https://voorbeeld.nl:0/",
        "https://voorbeeld.nl:99999/",
        "https://voorbeeld.nl:x/",
        "https://[::1/",
        "https://vöörbeeld.nl/",
        "https://voor_beeld.nl/",
        "https://voorbeeld..nl/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.0x1/",
        "https://10.0.0.8/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://169.254.169.254/latest/meta-data",
        "https://voorbeeld.nl/" + "x" * DOEL_MAX,
    ],
)
def test_what_is_no_address_to_send_to(adres: str) -> None:
    with pytest.raises(InvoerFout) as raised:
        parse_doel(adres, oefenen=False)
    (fout,) = raised.value.fouten
    assert (fout.code, fout.plaats) == ("DOEL_ONGELDIG", "doel")


def test_to_practise_this_machine_may_be_one() -> None:
    for adres in ("http://127.0.0.1:8099/", "http://localhost:8099/", "https://[::1]/"):
        assert parse_doel(adres, oefenen=True)
    with pytest.raises(InvoerFout):
        parse_doel("http://10.0.0.1/", oefenen=True)
