"""Visitors: what counts as one, where only an address is known."""

import ipaddress


def network(address: str | None) -> str:
    """The address; of IPv6 the /64, because that is what one person has."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "nowhere"
    return str(ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False))
