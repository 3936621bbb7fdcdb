"""What a story says so far, part by part, each with the step it is changed on."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bigstory.core.pictures import Picture
from outcomes.models import ChangeStory, Reading
from outcomes.reads.choices import chosen
from outcomes.reads.supported import counted


@dataclass
class Said:
    step: str
    label: str
    text: str = ""
    items: list = field(default_factory=list)
    readings: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.text or self.items or self.readings)


def said(story: ChangeStory, found: dict[str, list]) -> list[Said]:
    """Every part of a story in the order it is told, empty ones too. `found` is what hangs on it
    (reads.gathered).
    """
    names = chosen(story)
    readings = story.readings.latest().filter(party=Reading.Party.TELLER).select_related("outcome")
    return [
        Said("what", _("Title"), story.title),
        Said("what", _("What changed"), story.what_changed),
        Said("what", _("For whom"), story.for_whom),
        Said("what", _("Whose story it is"), story.told_by),
        Said("before", _("Before"), story.before),
        Said("before", _("When"), years(story)),
        Said("how", _("How it came about"), story.how_it_came_about),
        Said("how", _("Who made it happen"), items=names["makers"]),
        Said("how", _("What helped"), items=names["drivers"]),
        Said("how", _("It grew from"), items=[str(each) for each in found["activities"]]),
        Said("how", _("What you decided"), items=[str(each) for each in found["decisions"]]),
        Said("how", _("Your priority"), items=[str(each) for each in story.priorities.all()]),
        Said("hard", _("What was hard"), story.what_was_hard),
        Said("hard", _("What stood in the way"), items=names["barriers"]),
        Said("hard", _("What sort of story"), story.get_kind_display()),
        Said(
            "questions",
            _("The plain questions"),
            readings=list(readings.order_by("outcome__order")),
        ),
        Said("know", _("How you know"), story.how_we_know),
        Said("know", _("What stands beside it"), beside_in_words(found)),
        Said("know", _("Where the change is"), items=names["levels"]),
        Said("know", _("What sort of change"), items=names["kinds"]),
        Said("know", _("In one sentence"), story.in_short),
        Said(
            "know",
            _("Drawing"),
            Picture(story.picture).label if story.picture in Picture.values else "",
        ),
    ]


def beside_in_words(found: dict[str, list]) -> str:
    """“A number and a photo.” Nothing where nothing supports it."""
    heard = len(found["recordings"]) + len(found["films"])
    words = counted(found["proofs"], photos=len(found["photos"]), recordings=heard)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def said_so_far(story: ChangeStory) -> list[Said]:
    """The few parts that help somebody remember where they were. No statement of its own."""
    parts = [
        Said("what", _("What changed"), story.what_changed),
        Said("before", _("Before"), story.before),
        Said("what", _("For whom"), story.for_whom),
        Said("how", _("How it came about"), story.how_it_came_about),
        Said("know", _("How you know"), story.how_we_know),
    ]
    return [part for part in parts if part]


def years(thing) -> str:
    """“2017 to 2024”, “from 2017 to now”, or nothing."""
    first = thing.changed_from
    last = thing.changed_until
    if first and last:
        if first == last:
            return str(first)
        return _("%(first)d to %(last)d") % {"first": first, "last": last}
    if first:
        return _("%(first)d to now") % {"first": first}
    return _("until %(last)d") % {"last": last} if last else ""
