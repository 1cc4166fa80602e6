"""Numbers: which IP addresses are public, so that a stranger may send us there.

After the IANA registries of special-purpose addresses and of allocated IPv6 prefixes:
https://www.iana.org/assignments/iana-ipv4-special-registry/
https://www.iana.org/assignments/iana-ipv6-special-registry/
https://www.iana.org/assignments/ipv6-unicast-address-assignments/
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Number = IPv4Address | IPv6Address

NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own; a cloud's metadata too
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure's wire server, on every machine there
            "169.254.0.0/16",  # link-local; most clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",
        ),
    )
)

# Of IPv6 only what is given out to networks, and of that not what is set apart again.
GIVEN_OUT_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/16",
            "2003::/18",
            "2400::/11",
            "2600::/12",
            "2610::/23",
            "2620::/23",
            "2630::/12",
            "2800::/12",
            "2a00::/11",
            "2c00::/12",
        ),
    )
)
SET_APART_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32")))
PUBLIC_ALL_THE_SAME_6 = tuple(map(IPv6Network, ("2001:3::/32", "2001:4:112::/48")))

# An IPv4 address inside an IPv6 one: the last 32 bits are where it leads.
MAPPED = tuple(map(IPv6Network, ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))


def is_public(number: Number) -> bool:
    if isinstance(number, IPv4Address):
        return not any(number in network for network in NOT_PUBLIC_4)
    if any(number in network for network in MAPPED):
        return is_public(IPv4Address(int(number) & 0xFFFFFFFF))
    if number.scope_id:
        return False
    if any(number in network for network in SET_APART_6):
        return any(number in network for network in PUBLIC_ALL_THE_SAME_6)
    return any(number in network for network in GIVEN_OUT_6)
