"""The example shows what there is: its sums, its desk, its letters, its pictures and sounds."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from areas.desk.queries.letters import came_back, open_questions
from areas.desk.queries.officers import officer_of
from areas.desk.queries.owed import in_full, things_of, to_answer
from areas.models import Area, AreaRole, Letter, Owed, PathwayStep
from areas.places.queries.standing import with_standing
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.example.media import FOLDER, read_media
from outcomes.consent.queries.people import stories_of
from outcomes.models import (
    ErasureAsked,
    Evidence,
    Flag,
    PublishedMedia,
)
from partnerships.models import (
    Action,
    Activity,
    ExpectedPayment,
    HandOver,
    LtoAppointment,
    MediaItem,
    Meeting,
    Payment,
    Plan,
    SpendLine,
)
from partnerships.money.queries.sums import totals
from partnerships.organisations.queries.holding import held_among


# --- its sums -------------------------------------------------------------------------------------
def test_every_pound_paid_is_spent_in_hand_or_came_back(example):
    studies = Area.objects.filter(case_study=True)
    held = held_among(studies)
    for area, sums in ((area, totals(area)) for area in studies):
        own = {who: each for (pk, who), each in held.items() if pk == area.pk}
        back = sum(row.amount for row in HandOver.objects.done().filter(area=area, taker=None))
        assert sums.paid == sums.spent + sum(each.left for each in own.values()) + back, area
        assert sums.paid <= sums.awarded, area
        assert sum(each.given for each in own.values()) == back + sum(
            each.taken for each in own.values()
        )
        for row in LtoAppointment.objects.filter(area=area):
            left = own[row.organisation_id].left
            assert left == 0 if row.has_ended else left >= 0, (area, row)
    assert HandOver.objects.filter(area__slug="ramsey").get().is_done


def test_no_action_cost_more_than_its_plan_gave_it_and_nobody_was_paid_too_early(example):
    lines = SpendLine.objects.sent().exclude(priority=None)
    cost = {(a.priority_id, a.title): a.cost for a in Action.objects.all()}
    spent = Counter()
    for line in lines.filter(corrects=None):
        spent[line.priority_id, line.heading] += line.amount
    assert len(spent) > 100
    assert {key: sum_ for key, sum_ in spent.items() if sum_ > cost[key]} == {}
    for payment in Payment.objects.all():
        terms = LtoAppointment.objects.filter(
            area=payment.area_id, organisation=payment.organisation_id
        )
        assert terms.filter(starts__lte=payment.on).exists()


# --- what Local Trust keeps of it -----------------------------------------------------------------
def test_each_filled_area_has_an_officer_a_rep_somebody_to_ring_tiers_and_dated_steps(example):
    steps = PathwayStep.objects.count()
    for area in Area.objects.filter(case_study=True):
        assert officer_of(area).officer is not None, area
        assert AreaRole.objects.active().filter(area=area, role="rep").exists(), area
        assert area.contacts.filter(rung_first=True).count() == 1, area
        assert area.contact_notes.exists(), area
        assert area.authorities.exists(), area
        assert area.population, area
        assert area.stages.exclude(starts=None).count() == steps, area
    assert not Area.objects.filter(population__gt=0, is_example=False).exists()


def test_some_are_closing_and_some_closed_and_nothing_comes_next_where_it_is_closed(example):
    standing = with_standing(Area.objects.filter(is_example=True))
    assert set(standing.values_list("standing", flat=True)) == {"open", "closing", "closed"}
    closed = standing.filter(standing="closed")
    assert closed.count() >= 3
    assert not Meeting.objects.to_come().filter(area__in=closed).exists()
    assert not Plan.objects.filter(area__in=closed, state__in=["draft", "sent"]).exists()


def test_what_is_asked_in_letters_waits_on_the_homes_of_those_who_can_answer(example):
    for email, about in (("member", "plan"), ("lto", "spend_report"), ("neighbour", "story")):
        user = User.objects.get(email=f"{email}@example.org")
        areas = Area.objects.filter(roles__user=user)
        assert about in [each.thing.kind for each in open_questions(user, areas)], email
    trust = User.objects.get(email="trust@example.org")
    assert len(came_back(trust, most=5)) >= 2
    rows = Letter.objects.all()
    assert len(things_of(trust, {(row.about, row.thing) for row in rows})) == 7
    for row in Owed.objects.filter(kind="question", answered=None):
        last = rows.filter(about=row.about, thing=row.thing).order_by("at", "pk").last()
        assert (last.asks, last.at) == (True, row.sent)
        assert last.side != row.owes


# --- what stands beside its stories ---------------------------------------------------------------
def test_there_is_evidence_of_each_kind_and_pictures_and_sounds_stand_with_public_stories(example):
    kinds = set(Evidence.objects.values_list("kind", flat=True))
    assert kinds == {"quote", "number", "document", "link"}
    shown = PublishedMedia.objects.filter(circle="public")
    assert set(shown.values_list("media__kind", flat=True)) == {"photo", "audio"}
    assert len(set(shown.values_list("publication", flat=True))) >= 7


def test_its_files_are_there_small_and_say_that_they_were_made_for_it(example, stored):
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 200_000
    assert {path.name for path in FOLDER.iterdir()} == {
        entry["file"] for entries in read_media().values() for entry in entries
    }
    for item in MediaItem.objects.all():
        assert "example" in f"{item.caption} {item.transcript}", item
        folder = "photos" if item.kind == "photo" else "recordings"
        assert any((stored / folder / str(item.name)).iterdir())


# --- it is alive ----------------------------------------------------------------------------------
def test_whenever_it_is_loaded_ramsey_met_lately_and_meets_soon(example):
    log = Activity.objects.filter(area__slug="ramsey", on__lt=today())
    assert log.filter(on__gte=today() - timedelta(days=8)).count() >= 2
    soon = Meeting.objects.to_come().filter(area__slug="ramsey")
    assert soon.filter(starts_at__lt=timezone.now() + timedelta(days=22)).exists()


# --- what waits for an answer ---------------------------------------------------------------------
def test_the_desk_of_local_trust_has_a_week_in_which_most_is_in_time(example):
    """What waits was sent so many days before the loading, and not on days that stand still."""
    trust = User.objects.get(email="trust@example.org")
    waiting = in_full(trust, to_answer(trust))
    assert {each.owed.kind for each in waiting} == set(Owed.Kind.values)
    assert 12 <= len(waiting) <= 25
    late = [each for each in waiting if each.is_late]
    assert sorted(each.thing.area.slug for each in late) == ["lawrence-weston", "ramsey"]
    for each in waiting:
        assert 0 <= each.days < (28 if each.is_late else 14), each.thing.title
        assert each.owed.due >= today() or each.is_late


def test_a_letter_about_what_was_sent_is_no_older_than_the_sending(example):
    for row in Owed.objects.exclude(kind="question"):
        letters = Letter.objects.filter(about=row.about, thing=row.thing)
        assert not letters.filter(at__lt=row.sent).exists(), row


def test_a_reader_wrote_about_a_public_story_and_somebody_wishes_to_be_forgotten(example):
    assert Flag.objects.open().filter(story__publication__circle="public").count() == 1
    assert Flag.objects.exclude(answered_at=None).get().answered_by.name == "Priya"
    wish = ErasureAsked.objects.open().get()
    assert wish.person.links.count() == 1
    assert {story.state for story in stories_of(wish.person)} == {"withdrawn"}


def test_ramsey_expects_payments_and_one_of_them_is_late(example):
    ramsey = Area.objects.get(slug="ramsey")
    rows = ExpectedPayment.objects.filter(area=ramsey)
    late, later = rows.to_come()
    assert late.is_overdue
    assert late.waits_for == "report"
    assert later.due > today()
    assert {row.dropped for row in rows.settled()} == {True, False}
    sums = totals(ramsey)
    assert sums.paid + sum(row.amount for row in rows.to_come()) == sums.awarded


def test_where_an_area_has_closed_nothing_is_left(example):
    closed = Area.objects.filter(slug="hanwell-copley-close").get()
    sums = totals(closed)
    assert (sums.left, sums.given_back, sums.never_paid) == (0, 420, 0)
