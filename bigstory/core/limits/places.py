"""Where a request comes from, as far as it is counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def place_of(request: HttpRequest) -> str:
    """An IPv4 address, or of an IPv6 address the part that a provider gives to one customer."""
    given = get_adapter(request).get_client_ip(request) or "unknown"
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped
        return str(inside or ip_network(f"{address}/64", strict=False))
    return str(address)
