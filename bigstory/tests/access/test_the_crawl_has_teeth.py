"""Seven faults planted by hand, each of the kind that gets written one tired evening.

The crawl must catch them all.

Without this, a crawl that looks at nothing would report that nothing is wrong.
"""

from django.db import connection

from areas import access
from areas.models import AreaFacts
from bigstory.pages.activities.views import activity as activity_views
from bigstory.pages.area.queries.timeline import Timeline
from bigstory.tests.access.crawl import Crawl
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.table import PAGES
from bigstory.tests.access.test_access_matrix import walk
from bigstory.tests.access.test_searching_tells_nothing import NEVER_WRITTEN, answer
from bigstory.tests.access.who_may_read import may_read
from outcomes.library.queries import library
from outcomes.models import ChangeStory
from outcomes.stories.forms.roots import HowForm
from partnerships.log.models.activity import ActivityQuerySet
from partnerships.models import Activity


def faults_of(world, cast, *names: str) -> list[str]:
    crawl = Crawl(world, cast)
    walk(crawl, [page for page in PAGES if page.name in names])
    return crawl.faults


def test_a_list_without_visible_to_is_caught(world, cast, monkeypatch):
    assert faults_of(world, cast, "activities") == []
    monkeypatch.setattr(ActivityQuerySet, "visible_to", lambda self, user: self.all())
    assert any(
        "read Planted(thing='activity'" in fault for fault in faults_of(world, cast, "activities")
    )


def test_a_child_found_under_the_wrong_parent_is_caught(world, cast, monkeypatch):
    found = activity_views.get_object_or_404
    monkeypatch.setattr(
        activity_views, "get_object_or_404", lambda rows, area__slug, pk: found(rows, pk=pk)
    )
    assert any("got 200" in fault for fault in faults_of(world, cast, "activity"))


def test_a_count_of_what_may_not_be_read_is_caught(world, cast, monkeypatch):
    """Markers cannot show a number; searching for a word one may not read does."""
    neighbour = next(asker for asker in ASKERS if asker.who == "neighbour")
    hidden = next(
        m
        for m, p in world.markers.items()
        if p.state == "sent" and p.area == "a" and p.field == "title"
    )
    assert not may_read(neighbour, world.markers[hidden])

    def same() -> bool:
        return answer(neighbour, cast, "/stories/", hidden) == answer(
            neighbour, cast, "/stories/", NEVER_WRITTEN
        )

    assert same()
    everything = library.Shelf(
        ChangeStory,
        ChangeStory.objects.all(),
        library.STORY_INDEX,
        "readings",
        {},
        "followups__answer",
    )
    count = library.narrow

    def count_everything(shelf, asked, *, leave_out=""):
        return count(everything if leave_out == "kind" else shelf, asked, leave_out=leave_out)

    monkeypatch.setattr("outcomes.library.queries.facets.narrow", count_everything)
    assert not same()


def test_a_choice_in_a_form_that_names_what_may_not_be_read_is_caught(world, cast, monkeypatch):
    def offer_everything(form):
        form.fields["activities"].queryset = Activity.objects.order_by("-pk")
        form.fields["activities"].choices = [(one.pk, one.title) for one in Activity.objects.all()]

    monkeypatch.setattr(HowForm, "_offer_activities", offer_everything)
    draft = next(
        story for letter, story in world.things["story"] if letter == "a" and story.state == "draft"
    )
    crawl = Crawl(world, cast)
    crawl.get(
        next(asker for asker in ASKERS if asker.who == "member"), f"/stories/{draft.pk}/tell/how/"
    )
    assert any("thing='activity'" in fault and "area='b'" in fault for fault in crawl.faults)


def test_opening_a_page_that_writes_is_caught(world, cast, monkeypatch):
    years = Timeline.years

    def years_and_a_note(self):
        AreaFacts.objects.filter(area=self.area).update(public_stories=9)
        return years(self)

    monkeypatch.setattr(Timeline, "years", years_and_a_note)
    assert any(
        "by GET and it wrote to ['areas_areafacts']" in fault
        for fault in faults_of(world, cast, "timeline")
    )


def test_a_page_that_writes_past_django_is_caught(world, cast, monkeypatch):
    """As a driver's own cursor does, which no wrapper of statements sees."""
    years = Timeline.years

    def years_and_a_note(self):
        connection.connection.cursor().execute("UPDATE areas_areafacts SET public_stories = 9")
        return years(self)

    monkeypatch.setattr(Timeline, "years", years_and_a_note)
    assert any(
        "by GET and it wrote to ['unsaid']" in fault for fault in faults_of(world, cast, "timeline")
    )


def test_a_refused_form_that_writes_is_caught(world, cast, monkeypatch):
    def note_and_require(user, permission, area=None):
        AreaFacts.objects.filter(area=area).update(public_stories=9)
        access.require(user, permission, area)

    monkeypatch.setattr("bigstory.pages.activities.views.log.require", note_and_require)
    assert any(
        "neighbour was refused at /areas/area-a/log/, yet it wrote to ['areas_areafacts']" in fault
        for fault in faults_of(world, cast, "log")
    )
