"""What somebody is shown before they answer: the very words, and the pictures they are in."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from outcomes.consent.queries.person_link import media_of
from outcomes.media.queries.films import Film, films_with_people
from outcomes.models import ChangeStory, Person, Use
from outcomes.stories.queries.evidence import Proof, proofs_of_record
from partnerships.models import MediaItem


@dataclass
class ShownToPerson:
    """Title, told parts and what supports them; and the pictures, voices and films they are in.
    `elsewhere`: films at other sites, in which anybody of the list may be.
    """

    title: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    media: list[MediaItem] = field(default_factory=list)
    elsewhere: list[Film] = field(default_factory=list)

    @property
    def has_pictures(self) -> bool:
        return bool(self.media or self.elsewhere)

    def as_text(self, use: str) -> str:
        """The words as they stood when somebody answered, or which pictures they were shown."""
        if use == Use.MEDIA:
            shown = [item.alt_text or str(item.name) for item in self.media]
            return "\n".join(
                [*shown, *(f"{film.title} ({film.at.page})" for film in self.elsewhere)]
            )
        lines = [self.title, *(words for _heading, words in self.parts)]
        lines += [proof.words for proof in self.proofs if proof.words]
        return "\n\n".join(lines)


def shown_by_link(person: Person, story: ChangeStory) -> ShownToPerson:
    """The same through their own link, which opens no picture that somebody has yet to check."""
    shown = shown_to(person, story)
    opens = set(media_of(person).filter(in_story__story=story).values_list("pk", flat=True))
    shown.media = [item for item in shown.media if item.pk in opens]
    return shown


def shown_to(person: Person, story: ChangeStory) -> ShownToPerson:
    """All the words of a story, and not only those about them: who is meant stands anywhere."""
    parts = [
        ("", story.in_short),
        (_("For whom"), story.for_whom),
        (_("What it was like before"), story.before),
        (_("What changed"), story.what_changed),
        (_("How it came about"), story.how_it_came_about),
        (_("What was hard"), story.what_was_hard),
        (_("How they know"), story.how_we_know),
    ]
    media = MediaItem.objects.filter(appearances__person=person, in_story__story=story)
    return ShownToPerson(
        title=story.title,
        parts=[(heading, words) for heading, words in parts if words],
        proofs=proofs_of_record(story),
        media=list(media.distinct().order_by("in_story__order", "pk")),
        elsewhere=films_with_people(story),
    )
