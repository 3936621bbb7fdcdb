"""One address that is asked for, and what its name takes."""

from dataclasses import dataclass

from django.urls import get_resolver

from bigstory.tests.access.planting import Planted

MISSING = 987654321


@dataclass(frozen=True)
class Address:
    url: str
    area: str = ""  # whose it is; empty where it belongs to none
    planted: Planted | None = None  # what it shows, where that is one row
    exists: bool = True


def parameters(name: str) -> list[str]:
    possibilities = get_resolver().reverse_dict.getlist(name)[0][0]
    return list(possibilities[0][1])
