"""The admin of areas: who holds which role, and the programme and its places."""

from areas.admin import places, roles

__all__ = ["places", "roles"]
