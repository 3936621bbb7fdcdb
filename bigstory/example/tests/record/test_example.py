"""The example record: it hangs together, loads once, and keeps the product's own rules."""

from collections import Counter

from django.core.management import call_command
from django.db.models import Count, Q
from django.test import Client

from areas.models import Area, AreaFacts, AreaRole, AreaYear, Owed
from bigstory.accounts.models import User
from bigstory.accounts.sample import PASSWORD, PEOPLE
from bigstory.example.load import load_example
from bigstory.pages.tests.ground import ROOT, everything
from outcomes.models import (
    ChangeStory,
    Publication,
    Reading,
    StoryReview,
    StoryVersion,
)
from partnerships.models import (
    Action,
    Activity,
    Partnership,
    Plan,
    Seat,
)

HELD = Q(plans__state__in=["endorsed", "ended"])


# --- what is in it --------------------------------------------------------------------------------
def test_there_is_enough_of_it_and_no_story_or_activity_is_there_twice(example):
    assert Area.objects.filter(is_example=True, case_study=True).count() == 15
    assert example.stories >= 60
    assert example.activities >= 150
    for model, text in ((ChangeStory, "what_changed"), (Activity, "what_happened")):
        rows = model.objects.values_list("title", text)
        assert max(Counter(words for _title, words in rows).values()) == 1
    assert max(Counter(ChangeStory.objects.values_list("title", flat=True)).values()) == 1


def test_stories_are_in_every_state_of_every_kind_and_read_every_way(example):
    assert set(ChangeStory.objects.values_list("state", flat=True)) == set(ChangeStory.State.values)
    assert set(ChangeStory.objects.values_list("kind", flat=True)) == set(ChangeStory.Kind.values)
    assert set(ChangeStory.objects.values_list("people", flat=True)) == set(
        ChangeStory.People.values
    )
    assert set(Reading.objects.values_list("answer", flat=True)) == set(Reading.Answer.values)
    assert set(Reading.objects.values_list("party", flat=True)) == set(Reading.Party.values)


def test_each_case_study_has_a_partnership_an_lto_and_two_plans_with_costed_actions(example):
    studies = Area.objects.filter(case_study=True)
    assert set(studies.annotate(n=Count("plans", filter=HELD)).values_list("n", flat=True)) == {2}
    assert not studies.filter(lto_appointments=None).exists()
    assert Partnership.objects.filter(area__in=studies).count() == 15
    assert not Plan.objects.exclude(state="draft").filter(priorities__actions=None).exists()
    assert Action.objects.filter(cost__gt=0).count() > 60


def test_some_areas_have_a_little_and_most_are_silent(example):
    others = Area.objects.filter(case_study=False)
    assert 10 <= others.exclude(activities=None).count() <= 20
    assert others.filter(activities=None).count() > 100


def test_every_area_that_holds_example_data_is_marked_and_no_other(example):
    held = Area.objects.exclude(activities=None, stories=None, plans=None).distinct()
    assert set(held) == set(Area.objects.filter(is_example=True))


# --- it keeps the rules ---------------------------------------------------------------------------
def test_exactly_what_is_shared_with_everybody_is_public(example):
    shared = ChangeStory.objects.filter(state="published", audience="public")
    assert set(
        Publication.objects.for_everybody().stories().values_list("story", flat=True)
    ) == set(shared.values_list("pk", flat=True))


def test_what_was_sent_has_a_copy_as_far_as_its_area_chose(example):
    sent = ChangeStory.objects.filter(state__in=ChangeStory.objects.all().SENT)
    for story in sent.exclude(audience="area").select_related("publication"):
        published = story.state == "published"
        assert story.publication.circle == (story.audience if published else "programme")
    assert not sent.filter(audience="area").exclude(publication=None).exists()


def test_who_is_shared_with_everybody_was_thought_about(example):
    shared = ChangeStory.objects.filter(state="published", audience="public")
    assert not shared.filter(people=ChangeStory.People.NOT_YET).exists()
    public = Activity.objects.filter(audience="public")
    shown = Publication.objects.activities()
    assert set(shown.values_list("activity", flat=True)) == set(public.values_list("pk", flat=True))


def test_the_latest_reading_of_each_party_and_only_that_counts_as_the_latest(example):
    for reading in Reading.objects.filter(latest=True):
        same = Reading.objects.filter(
            story=reading.story_id, outcome=reading.outcome_id, party=reading.party
        )
        assert reading.on == max(same.values_list("on", flat=True))
        assert same.filter(latest=True).count() == 1
    one_each = Reading.objects.values("story", "outcome", "party").distinct().count()
    assert Reading.objects.latest().count() == one_each


def test_what_was_sent_has_its_words_kept_and_what_was_answered_was_sent_before(example):
    for story in ChangeStory.objects.filter(sent_at__isnull=False):
        assert story.versions.get().words["what_changed"] == story.what_changed
    for review in StoryReview.objects.select_related("story", "version"):
        assert review.version.story_id == review.story_id
        assert review.at > review.story.sent_at
    assert not StoryVersion.objects.filter(story__state="draft").exists()
    assert not ChangeStory.objects.filter(state="draft", sent_at__isnull=False).exists()


def test_partnerships_are_mostly_residents_and_few_are_smaller_than_the_rule_asks(example):
    sitting = {p: Seat.objects.filter(partnership=p).sitting() for p in Partnership.objects.all()}
    small = [partnership for partnership, seats in sitting.items() if seats.count() < 8]
    assert 1 <= len(small) <= 3  # something to ask about, and no more than that
    for partnership, seats in sitting.items():
        assert seats.residents().count() >= 0.51 * seats.count(), partnership


def test_a_plan_since_september_2019_has_a_legacy_statement_unless_it_is_still_being_written(
    example,
):
    assert (
        not Plan.objects.exclude(state="draft")
        .filter(starts__gte="2019-09-01", legacy_statement="")
        .exists()
    )
    assert Plan.objects.filter(state="draft", legacy_statement="").exists()


def test_the_kept_numbers_are_right(example):
    facts = AreaFacts.objects.select_related("area")
    for area_facts in facts.filter(area__is_example=True):
        log = Activity.objects.for_programme().filter(area=area_facts.area)
        stories = ChangeStory.objects.filter(area=area_facts.area)
        assert area_facts.last_activity_on == max(log.values_list("on", flat=True), default=None)
        waits = Owed.objects.open().filter(area=area_facts.area, kind="story")
        assert waits.count() == stories.waiting().count()
        assert area_facts.public_stories == stories.filter(publication__circle="public").count()
    logged = Activity.objects.for_programme().filter(on__year=2026).count()
    assert sum(AreaYear.objects.filter(year=2026).values_list("activities", flat=True)) == logged
    assert facts.count() == 150


def test_everything_has_its_day_and_nothing_is_as_young_as_the_loading(example):
    assert all(a.logged_at.date() == (a.until or a.on) for a in Activity.objects.all())
    assert all(s.created_at.date() == s.told_on for s in ChangeStory.objects.all())
    log = Activity.history.values_list("id", "logged_at")
    assert dict(log) == dict(Activity.objects.values_list("pk", "logged_at"))


# --- the sample people ----------------------------------------------------------------------------
def test_every_sample_person_signs_in_and_holds_their_role(example):
    for person in PEOPLE:
        assert Client().login(username=person.email, password=PASSWORD), person.email
        held = (
            AreaRole.objects.active()
            .filter(user__email=person.email)
            .values_list("role", "area__slug")
        )
        assert (person.role.value, person.area or None) in held
    rep = AreaRole.objects.filter(user__email="rep@example.org").values_list(
        "area__slug", flat=True
    )
    assert sorted(rep) == ["catton-grove", "ramsey"]


def test_what_denise_and_tom_logged_in_ramsey_is_theirs(example):
    ramsey = Activity.objects.filter(area__slug="ramsey")
    assert {(a.logged_by_name, str(a.logged_by)) for a in ramsey.exclude(logged_by=None)} == {
        ("Denise", "Denise"),
        ("Tom", "Tom"),
    }
    assert not ramsey.filter(logged_by=None, logged_by_name__in=["Denise", "Tom"]).exists()
    assert ChangeStory.objects.filter(
        written_by__email="member@example.org", state="draft"
    ).exists()


# --- loading --------------------------------------------------------------------------------------
def test_loading_it_again_changes_nothing(example, capsys):
    before = everything()
    call_command("load_example")
    assert "no change" in capsys.readouterr().out
    call_command("import_areas", ROOT / "areas/data/areas.csv")
    assert everything() == before


def test_what_somebody_wrote_since_outlives_loading_it_again(example):
    denise = User.objects.get(email="member@example.org")
    denise.area_roles.all().delete()
    Activity.objects.filter(area__slug="ramsey").first().delete()
    before = everything()
    load_example()
    assert everything() == before
