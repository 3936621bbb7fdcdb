"""What can be moved in of this app: areas, and people to invite."""

from typing import Any

from django.db.models import Model
from django.urls import reverse

from areas.models import Area
from areas.places.exchange.areas_moved import Areas
from areas.roles.actions.invitations import invite
from areas.roles.exchange import People
from bigstory.core.moving.nouns import register


class PeopleIn(People):
    """Each with a letter of its own, written by the one way in which people are invited."""

    def create(self, rows: list[Any], by: Any, site: str) -> list[Model]:
        areas = {area.slug: area for area in Area.objects.all()}

        def address(secret: str) -> str:
            return site + reverse("invitation_accept", args=[secret])

        def changes(secret: str) -> str:
            page = reverse("change_by_link", args=[secret]) if secret else reverse("changes")
            return site + page

        return [
            invite(
                email=row.email,
                role=row.role,
                area=areas.get(row.area_slug),
                name=row.name,
                by=by,
                address=address,
                changes=changes,
            )
            for row in rows
        ]


register(Areas(), PeopleIn())
