"""Not too often from one place. For pages that anybody may send something to without an account.

Nothing is written down about who asked: the count stands in the cache under a keyed digest, and
goes with its time.
"""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` from where this request comes; whether that is more than `most` in
    `seconds`.
    """
    key = f"limit:{what}:{salted_hmac('limit', _place(request)).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        cache.add(key, 1, seconds)
        return False


def _place(request: HttpRequest) -> str:
    """One household: an address, or with the long ones the part a provider gives to one
    customer.
    """
    address = get_adapter(request).get_client_ip(request) or "unknown"
    try:
        return (
            str(ip_network(f"{address}/64", strict=False))
            if ip_address(address).version == 6
            else address
        )
    except ValueError:
        return address
