"""One area with a thing in every state that a sentence on some page speaks of.

Each thing bears a mark of its own, `Zq` and its name. Stories go out and back by the forms of the
people who do that.
"""

from datetime import timedelta

from django.urls import reverse

from bigstory.core.db.dated import today
from bigstory.testing.record import log, tell
from outcomes.consent.actions.links import make_link
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.tests.telling import let_every_word_stay
from partnerships.models import Interest, SpendReport, SturdinessShare
from partnerships.tests.factories import (
    DecisionFactory,
    LtoAppointmentFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlanFactory,
    SeatFactory,
)

LATER = timedelta(days=30)
# Each story: whom its area chose, what happens to it after it was told.
STORIES = {
    "draft": ("public", ""),
    "ours": ("area", ""),
    "kept": ("area", "send"),
    "sent": ("public", "send"),
    "held": ("public", "send"),
    "accepted": ("public", "send accept"),
    "network": ("network", "send publish"),
    "public": ("public", "send publish"),
    "back": ("public", "send publish withdraw"),
    "stopped": ("public", "send publish stop"),
    "quiet": ("public", "stop"),
    "reported": ("public", "send publish flag"),
    "cut": ("public", "send cut"),
}


def plant(area, cast) -> dict:
    """By name, whatever an address of the table needs: a number, or the secret of a link."""
    world = {name: _story(area, cast, name, *how) for name, how in STORIES.items()}
    somebody = Person.objects.get(appearances__story=world["cut"])
    world["secret"] = make_link(person=somebody, by=cast.worker.user)
    return world | _logged(area, cast) | _table(area) | _book(area)


def _story(area, cast, name: str, audience: str, deeds: str) -> int:
    held = today() + LATER if name == "held" else None
    words = {"told_by": "", "what_changed": f"Zq{name} changed.", "held_until": held}
    story = tell(area, f"Zq{name} story", state="draft", audience=audience, out=False, **words)
    for deed in deeds.split():
        DEEDS[deed](story, cast)
    return story.pk


def _send(story: ChangeStory, cast) -> None:
    let_every_word_stay(cast.member.client, story)
    _press(cast.member, "story_send", story, young_or_private="no")


def _reply(verdict: str):
    def press(story: ChangeStory, cast) -> None:
        # The look at the list of people is of another page than these.
        _press(cast.member, "story_people", story, do="confirm", seen="")
        words = f"Zqreply to {story.pk}"
        _press(cast.trust, "review", story, words=words, verdict=verdict)

    return press


def _cut(story: ChangeStory, cast) -> None:
    """Somebody it is about says, to the worker, that they want to be taken out."""
    person = Person.objects.create(area=story.area, name="Zqlisted Hill", age="adult")
    Appearance.objects.create(story=story, person=person, how="about")
    address = reverse("story_said", args=[story.pk, person.pk])
    said = {"words": "nowhere", "called_by": "name", "method": "asked"}
    page = cast.worker.client.get(address)
    token = page.context["form"]["token"].value()
    assert cast.worker.client.post(address, said | {"token": token}).status_code == 302


DEEDS = {
    "send": _send,
    "accept": _reply("accepted"),
    "publish": _reply("published"),
    "withdraw": lambda story, cast: _press(cast.member, "story_withdraw", story),
    "stop": lambda story, cast: _press(cast.worker, "story_stop", story, stop="story"),
    "flag": lambda story, cast: _press(cast.visitor, "story_flag", story, what="about_me"),
    "cut": _cut,
}


def _press(person, page: str, story: ChangeStory, **typed) -> None:
    answer = person.client.post(reverse(page, args=[story.pk]), typed)
    assert answer.status_code == (200 if page == "story_flag" else 302), (page, story.title)
    story.refresh_from_db()


def _logged(area, cast) -> dict:
    rows = {
        name: log(area, f"Zq{name}", audience=audience, logged_by=cast.member.user)
        for name, audience in (
            ("lunch_area", "area"),
            ("lunch_programme", "programme"),
            ("lunch_network", "network"),
            ("lunch_asked", "public"),
        )
    }
    asked = rows["lunch_asked"]
    asked.what_happened = "Ring Maureen on 01487 812345."
    asked.save()
    return {name: row.pk for name, row in rows.items()}


def _table(area) -> dict:
    partnership = PartnershipFactory(area=area)
    SeatFactory(partnership=partnership, name="Zqunnamed", kind="resident", named_outside=False)
    seat = SeatFactory(partnership=partnership, name="Zqnamed", kind="resident", named_outside=True)
    Interest.objects.create(seat=seat, kind="direct", about="Zqinterest", declared_on=today())
    return {}


def _book(area) -> dict:
    decision = DecisionFactory(area=area, title="Zqdecision", raised_by_name="Zqraiser")
    holder = OrganisationFactory()
    LtoAppointmentFactory(area=area, organisation=holder)
    report = SpendReport.objects.create(
        area=area, organisation=holder, half_year=today().replace(month=1, day=1), note="Zqreport"
    )
    figures = {"key": "logging", "enough": True, "figures": {"n": 4, "of": 9, "people_n": 2}}
    share = SturdinessShare.objects.create(
        area=area, as_of=today(), signals=[figures], words={"logging": "Zqshared"}
    )
    plan = PlanFactory(area=area, vision="Zqplan", state="endorsed")
    begun = PlanFactory(area=area, vision="Zqbegun", state="draft")
    numbers = {"decision": decision.pk, "report": report.pk, "share": share.pk}
    return numbers | {"plan": plan.number, "plan_begun": begun.number}
