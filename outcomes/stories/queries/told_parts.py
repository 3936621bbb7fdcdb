"""What a story says so far, part by part, each with the step of the telling it is changed on."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bigstory.core.db.choices import Picture
from outcomes.framework.queries import chosen
from outcomes.media.queries.films import films_of
from outcomes.models import ChangeStory, Reading
from outcomes.stories.queries.evidence import counted, proofs_of
from outcomes.stories.queries.page import photos_shown, recordings_shown
from outcomes.stories.queries.roots import activities_behind, decisions_behind
from outcomes.stories.queries.words import teller_readings, years


@dataclass
class ToldPart:
    """One part in words, as a list, or as readings; it is false while it is empty."""

    step: str
    label: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def __bool__(self):
        return bool(self.text or self.items or self.readings)


def told_parts(user, story: ChangeStory) -> list[ToldPart]:
    """Every part of a story in the order it is told, empty ones too, as far as `user` sees it."""
    names = chosen(story)
    drawn = story.picture in Picture.values
    return [
        ToldPart("what", _("Title"), story.title),
        ToldPart("what", _("What changed"), story.what_changed),
        ToldPart("what", _("For whom"), story.for_whom),
        ToldPart("what", _("Whose story it is"), story.byline),
        ToldPart("before", _("Before"), story.before),
        ToldPart("before", _("When"), years(story)),
        ToldPart("how", _("How it came about"), story.how_it_came_about),
        ToldPart("how", _("Who made it happen"), items=names["makers"]),
        ToldPart("how", _("What helped"), items=names["drivers"]),
        *_roots(user, story),
        ToldPart("hard", _("What was hard"), story.what_was_hard),
        ToldPart("hard", _("What stood in the way"), items=names["barriers"]),
        ToldPart("hard", _("What sort of story"), story.get_kind_display()),
        ToldPart("questions", _("The plain questions"), readings=list(teller_readings(story))),
        ToldPart("know", _("How you know"), story.how_we_know),
        ToldPart("know", _("What stands beside it"), _beside(user, story)),
        ToldPart("know", _("Where the change is"), items=names["levels"]),
        ToldPart("know", _("What sort of change"), items=names["kinds"]),
        ToldPart("know", _("In one sentence"), story.in_short),
        ToldPart("know", _("Drawing"), Picture(story.picture).label if drawn else ""),
    ]


def _roots(user, story: ChangeStory) -> list[ToldPart]:
    roots = [
        (_("It grew from"), activities_behind(user, story)),
        (_("What you decided"), decisions_behind(user, story)),
        (_("Your priority"), story.priorities.all()),
    ]
    return [ToldPart("how", label, items=[str(root) for root in rows]) for label, rows in roots]


def _beside(user, story: ChangeStory) -> str:
    """“A number and a photo.” Nothing where nothing supports it."""
    words = counted(
        proofs_of(user, story),
        photos=len(photos_shown(user, story)),
        recordings=len(recordings_shown(user, story)) + len(films_of(user, story)),
    )
    return f"{words[0].upper()}{words[1:]}." if words else ""


def told_so_far(story: ChangeStory) -> list[ToldPart]:
    """The few parts that help somebody remember where they were. No statement of its own."""
    parts = [
        ToldPart("what", _("What changed"), story.what_changed),
        ToldPart("before", _("Before"), story.before),
        ToldPart("what", _("For whom"), story.for_whom),
        ToldPart("how", _("How it came about"), story.how_it_came_about),
        ToldPart("know", _("How you know"), story.how_we_know),
    ]
    return [part for part in parts if part]
