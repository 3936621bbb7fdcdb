"""The admin of areas: people and their roles, and the programme and its places."""

from areas.admin import people, places, roles

__all__ = ["people", "places", "roles"]
