"""The admin of areas: people and their roles, and the programme and its places."""

from areas.admin import desk, people, places, roles

__all__ = ["desk", "people", "places", "roles"]
