"""Stories from a spreadsheet. They stand at their own area until it sends them: a spreadsheet asks
nobody in them for a yes.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNoun
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.core.moving.columns import About, Column, Values
from bigstory.kit import cells
from outcomes.models import ChangeStory

Kind = ChangeStory.Kind
KINDS = {kind.value: kind.label for kind in Kind}


def _part(name: str, field: str, *also: str, longest: int = 20_000) -> Column:
    read = cells.line(longest) if longest < 20_000 else cells.words(longest)
    return Column(name, field, read, also=also)


class Stories(AreaNoun):
    slug = "stories"
    name = gettext_lazy("Stories of change")
    about = gettext_lazy("They wait with their area, which looks them over and sends them.")
    model = ChangeStory
    exactly = ("area_id", "told_on")
    loosely = ("title",)
    # The area goes on writing it, and nobody else reads that.
    never_changed = True
    columns = (
        AREA,
        Column(
            "title",
            "title",
            cells.line(160, filled=True),
            say=gettext_lazy("What the story is called."),
            example="The bench that brought us out",
            also=("story", "story title", "name of story"),
            needed=True,
        ),
        Column(
            "told on",
            "told_on",
            cells.day(),
            say=gettext_lazy("The day it was told; empty where nobody knows."),
            example="12 March 2017",
            also=("date", "when", "date told"),
        ),
        _part("told by", "told_by", "teller", "storyteller", "who", longest=120),
        _part("what they are", "told_by_is", "who they are", longest=120),
        Column("from year", "changed_from", cells.year, also=("from",)),
        Column("until year", "changed_until", cells.year, also=("until",)),
        _part("in one sentence", "in_short", "in short", "summary", longest=200),
        _part("before", "before", "what it was like before"),
        Column(
            "what changed",
            "what_changed",
            cells.words(filled=True),
            say=gettext_lazy("What became different."),
            example="People sit and talk there",
            also=("change", "what happened", "impact", "outcome"),
            needed=True,
        ),
        _part("for whom", "for_whom", "who for", longest=200),
        _part("how it came about", "how_it_came_about", "how"),
        _part("what was hard", "what_was_hard", "challenges"),
        _part("how you know", "how_we_know", "how they know", "evidence"),
        Column(
            "kind",
            "kind",
            cells.choice(KINDS, empty=Kind.GOOD.value),
            say="; ".join(str(label) for label in KINDS.values()),
            write=lambda story: story.get_kind_display(),
        ),
    )

    def check(self, values: Values, about: About) -> Iterable[str]:
        values.setdefault("told_on", None)
        if values["told_on"] and values["told_on"] > today():
            yield _("the day it was told has not come yet")
        first, last = values.get("changed_from"), values.get("changed_until")
        if first and last and last < first:
            yield _("it ends before it begins; check both years")

    def make(self, values: Values, by) -> ChangeStory:
        """Nobody outside the area reads it, nor who wrote it down, before the area says so."""
        story = super().make(values, by)
        story.state, story.audience = ChangeStory.State.DRAFT, Audience.AREA
        return story

    def shown(self, values: Values) -> str:
        return ""

    def out(self, user):
        rows = ChangeStory.objects.visible_to(user).select_related("area")
        return rows.order_by("area__name", "told_on", "pk")
