"""What is kept of a network address."""

import ipaddress


def shortened_address(address: str) -> str:
    """An address that names a neighbourhood, no household: the first three parts of IPv4, the first 48 bits of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 4:
        return f"{address.rsplit('.', 1)[0]}.x"
    return str(ipaddress.ip_network((known, 48), strict=False))
