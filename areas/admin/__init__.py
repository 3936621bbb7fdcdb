"""The admin of areas: people and their roles, the programme and its places, and who keeps them."""

from areas.admin import desk, people, places, roles

__all__ = ["desk", "people", "places", "roles"]
