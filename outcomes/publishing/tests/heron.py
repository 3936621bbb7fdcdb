"""A story that one person is in, published with their yes, and what they let go how far."""

from bigstory.testing.record import clear, tell
from outcomes.consent.actions.people import add_person, set_media_people
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ElsewhereFilm, Person, Publication
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.listening import a_recording

SAID = "We carried the harmonium up the stairs."


class Story:
    """Maureen's story, published for everybody with her yes, and what becomes of it."""

    def __init__(self, area, cast):
        self.cast = cast
        self.worker = cast.worker.user
        self.story = tell(
            area,
            "The heron",
            state="published",
            audience="public",
            people="listed",
            told_by="",
            out=False,
        )
        self.maureen = Person.objects.create(area=area, name="Maureen", age="adult")
        Appearance.objects.create(story=self.story, person=self.maureen, how="about")
        for use in ("words", "media"):
            self.lets_it_go("public", use)

    def lets_it_go(self, how_far: str, use: str = "words", **more) -> None:
        story = more.pop("story", self.story)
        record_event(
            person=self.maureen, use=use, how_far=how_far, story=story, by=self.worker, **more
        )

    def lists_ann(self, *, age="adult", private=False) -> None:
        add_person(
            self.story,
            by=self.worker,
            how="name",
            identifiable=True,
            private_matter=private,
            values={"name": "Ann", "age": age},
        )

    def publish(self) -> Publication:
        self.story.refresh_from_db()
        return publish_story(clear(self.story), by=self.cast.trust.user)

    @property
    def circle(self) -> str:
        copy = Publication.objects.filter(story=self.story).first()
        return copy.circle if copy else ""

    def media(self) -> dict[str, str]:
        """The circle of each recording and film of the copy, by its title."""
        copy = Publication.objects.filter(story=self.story).first()
        if copy is None:
            return {}
        recordings = copy.published_media.values_list("media__alt_text", "circle")
        return dict(recordings) | {film["title"]: film["circle"] for film in copy.films}


def with_media(heron) -> Story:
    """A recording with Maureen's voice and a film she is in, published with the words."""
    item = a_recording(heron.story, people="knowable", alt_text="Her voice", transcript=SAID)
    ids = [heron.maureen.pk]
    set_media_people(heron.story, item, by=heron.worker, people=ids, unknown=0)
    ElsewhereFilm.objects.create(
        story=heron.story, host="vimeo", film_id="1", title="The film", people="knowable"
    )
    return heron
