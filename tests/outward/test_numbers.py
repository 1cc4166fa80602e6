"""Numbers: which addresses are public. The table stands here too, so that it cannot slip."""

import json
from ipaddress import ip_address

import pytest

from newsroom.outward.numbers import is_public

PUBLIC = """
    1.1.1.1 8.8.8.8 93.184.216.34 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
    128.0.0.0 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
    191.255.255.255 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
    203.0.112.255 203.0.114.0 223.255.255.255
    2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001::1 2001:4860:4860::8888 2400:cb00::1
    ::ffff:93.184.216.34 64:ff9b::93.184.216.34 ::ffff:0:93.184.216.34
"""
NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255
    168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192
    192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 fe80::1 fe80::1%eth0 2606:2800::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 100::1
    2001::1 2001:db8::1 2001:10::1 2001:20::1 2002:7f00:1:: 2002:5db8:d822:: 3fff::1 5f00::1 4000::1
    ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1
    64:ff9b::10.0.0.1 64:ff9b:1::93.184.216.34 ::ffff:0:127.0.0.1 3ffe::1 2d00::1
"""


@pytest.mark.parametrize("number", PUBLIC.split())
def test_public(number):
    assert is_public(ip_address(number))


@pytest.mark.parametrize("number", NOT_PUBLIC.split())
def test_not_public(number):
    assert not is_public(ip_address(number))


@pytest.mark.shared
def test_others_who_guard_this_agree(shared):
    cases = json.loads((shared / "vectors/urls_ssrf.json").read_text())
    known = [
        case for name in ("allowed", "blocked", "boundaries") for case in cases[f"surfguard/{name}"]
    ]
    assert len(known) > 100
    wrong = [
        case
        for case in known
        if is_public(ip_address(case["input"])) != (case["policies"]["default"] == "allowed")
    ]
    assert wrong == []
