"""Areas, as people may see and sort them."""

from typing import Self, TypeVar

from django.db.models import F, FilteredRelation, Model, Q
from django.db.models.functions import Coalesce, Greatest

from bigstory.accounts.somebody import Somebody
from bigstory.core.models import DatedQuerySet

_Row = TypeVar("_Row", bound=Model, covariant=True)


class AreaQuerySet(DatedQuerySet[_Row]):
    def visible_to(self, user: Somebody) -> Self:
        """Every area is public by nature.

        Lists still ask, so that the day this changes it changes once.
        """
        return self

    def for_list(self) -> Self:
        return self.select_related("region", "facts")

    def with_year(self, year: int) -> Self:
        """Add how much was logged and told in one calendar year, from the kept numbers."""
        return self.annotate(
            this_year=FilteredRelation("years", condition=Q(years__year=year)),
            year_activities=Coalesce(F("this_year__activities"), 0),
            year_stories=Coalesce(F("this_year__stories"), 0),
        )

    def with_last_heard(self) -> Self:
        """Add the day anything last came from the area; empty where nothing ever did."""
        activity = F("facts__last_activity_on")
        story = F("facts__last_story_on")
        return self.annotate(last_heard=Coalesce(Greatest(activity, story), activity, story))
