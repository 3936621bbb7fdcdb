"""Finds rows worth looking at: one of each kind that is there, and one that never was."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from areas.models import Contact, ContactNote
from bigstory.testing.pages.names import MISSING
from outcomes.models import Appearance, ChangeStory, Evidence
from partnerships.models import (
    Activity,
    Decision,
    HandOver,
    Interest,
    LtoAppointment,
    MediaItem,
    Meeting,
    PartnershipReview,
    Plan,
    Priority,
    Seat,
    SpendReport,
    SturdinessShare,
)


def of_people(area: str) -> dict[str, list[str]]:
    """One seat, one interest and one yearly review; and one of each that never was."""
    seat = [*first_of(Seat.objects.filter(partnership__area__slug=area)), MISSING]
    interest = [*first_of(Interest.objects.filter(seat__partnership__area__slug=area)), MISSING]
    yearly = [*first_of(PartnershipReview.objects.filter(partnership__area__slug=area)), MISSING]
    return {
        "seat_change": [reverse("seat_change", args=[area, pk]) for pk in seat],
        "seat_end": [reverse("seat_end", args=[area, pk]) for pk in seat],
        "interest_change": [reverse("interest_change", args=[area, pk]) for pk in interest],
        "partnership_review_reply": [
            reverse("partnership_review_reply", args=[pk]) for pk in yearly
        ],
    }


def of_desk(area: str) -> dict[str, list[str]]:
    """One contact and one call that was noted; and one of each that never was."""
    contact = [*first_of(Contact.objects.filter(area__slug=area)), MISSING]
    note = [*first_of(ContactNote.objects.filter(area__slug=area)), MISSING]
    return {
        "contact_change": [reverse("contact_change", args=[area, pk]) for pk in contact],
        "contact_note_change": [reverse("contact_note_change", args=[area, pk]) for pk in note],
    }


def of_holders(area: str) -> dict[str, list[str]]:
    """Of who holds the money: one that does, a sum that was handed on, and one that never was."""
    appointments = LtoAppointment.objects.filter(area__slug=area)
    own = [*first_of(appointments), MISSING]
    organisations = [*first_of(appointments, "organisation"), MISSING]
    handed = [*first_of(HandOver.objects.filter(area__slug=area)), MISSING]
    keys = {
        "holder_change": own,
        "holder_end": own,
        "holder_appoint": organisations,
        "hand_on_new": organisations,
        "handed": handed,
    }
    return {name: [reverse(name, args=[area, pk]) for pk in pks] for name, pks in keys.items()}


def first_of(rows: QuerySet, key: str = "pk") -> list:
    return list(rows.order_by("pk").values_list(key, flat=True)[:1])


def plans_of(area: str) -> list[tuple]:
    own = Plan.objects.filter(area__slug=area).order_by("pk").values_list("area__slug", "number")
    return [*own[:3], (area, 99)]


def of_plan_writing(area: str, places: list[str]) -> dict[str, list[str]]:
    """A plan that is being written and its first priority, one that stands, one that never was."""
    being_written = Plan.objects.filter(area__slug=area, state__in=["draft", "returned"]).order_by(
        "pk"
    )
    plans = [
        *being_written.values_list("area__slug", "number")[:1],
        *plans_of(area)[:1],
        (area, 99),
    ]
    open_first = Priority.objects.filter(plan__in=being_written).order_by("pk")
    any_first = Priority.objects.filter(plan__area__slug=area).order_by("pk")
    pieces = [
        *open_first.values_list("plan__area__slug", "plan__number", "pk")[:1],
        *any_first.values_list("plan__area__slug", "plan__number", "pk")[:1],
        (area, 1, MISSING),
    ]
    whole = ("plan_write", "plan_write_words", "plan_write_priority_new")
    parts = ("plan_write_priority", "plan_write_actions", "plan_write_priority_remove")
    return {
        "plan_begin": [reverse("plan_begin", args=[slug]) for slug in places],
        **{name: [reverse(name, args=key) for key in plans] for name in whole},
        **{name: [reverse(name, args=key) for key in pieces] for name in parts},
    }


def of_decisions(area: str) -> dict[str, list[str]]:
    """One decision, one meeting, one share; the lists behind the questions; and one of each that
    never was.
    """
    decision = [*first_of(Decision.objects.filter(area__slug=area)), MISSING]
    meeting = [*first_of(Meeting.objects.filter(area__slug=area)), MISSING]
    share = [*first_of(SturdinessShare.objects.filter(area__slug=area)), MISSING]
    of_decision = ("decision", "decision_change", "decision_followed")
    of_meeting = ("meeting", "meeting_change")
    to_come = first_of(Meeting.objects.filter(area__slug=area).to_come())
    minutes = [reverse("meeting_minutes", args=[area, pk]) for pk in (*to_come, *meeting)]
    return {
        **{name: [reverse(name, args=[area, pk]) for pk in decision] for name in of_decision},
        **{name: [reverse(name, args=[area, pk]) for pk in meeting] for name in of_meeting},
        "meeting_minutes": minutes,
        "sturdiness_share": [reverse("sturdiness_share", args=[area, pk]) for pk in share],
        "sturdiness_rows": [
            reverse("sturdiness_rows", args=[area, key])
            for key in ("logging", "raising", "newcomers", "none")
        ],
    }


def needs_of(area: str) -> list[str]:
    """One that was followed up, with each list behind its numbers; one that never was."""
    first = Priority.objects.filter(plan__area__slug=area).order_by("pk").first()
    missing = reverse("came_of_priority", args=[area, UUID(int=MISSING)])
    if first is None:
        return [missing]
    there = reverse("came_of_priority", args=[area, first.thread])
    actions = [f"{there}?action={action.thread}" for action in first.actions.order_by("pk")[:1]]
    return [
        there,
        f"{there}?show=stories",
        f"{there}?show=spent",
        *actions,
        f"{there}?action=x",
        missing,
    ]


def spend_reports_of(area: str) -> list[tuple]:
    """One being written, one that was sent, one that never was."""
    own = SpendReport.objects.filter(area__slug=area)
    return [
        *((area, pk) for state in ("draft", "sent") for pk in first_of(own.filter(state=state))),
        (area, MISSING),
    ]


def activities_of(area: str) -> list[tuple]:
    """One for each audience, one of another area, one that never was."""
    own = [
        (area, pk)
        for audience in ("area", "programme", "network", "public")
        for pk in first_of(Activity.objects.filter(area__slug=area, audience=audience))
    ]
    others = (
        Activity.objects.exclude(area__slug=area).order_by("pk").values_list("area__slug", "pk")
    )
    return [*own, *others[:1], (area, MISSING)]


def of_evidence(area: str) -> dict[str, list[str]]:
    """Beside a story that is being told: one thing of each kind to add, one that is there, one
    that never was.
    """
    half_told = first_of(
        ChangeStory.objects.filter(area__slug=area, state__in=["draft", "returned"])
    )
    kinds = ("quote", "number", "document", "link", "none")
    there = Evidence.objects.filter(
        story__area__slug=area, story__state="draft", media=None
    ).order_by("pk")
    keys = [*there.values_list("story", "pk")[:1], *((pk, MISSING) for pk in half_told)]
    return {
        "evidence_new": [
            reverse("evidence_new", args=[pk, kind]) for pk in half_told for kind in kinds
        ],
        "evidence_change": [reverse("evidence_change", args=key) for key in keys],
    }


def of_people_in_stories(area: str) -> dict[str, list[str]]:
    """Somebody on the list of a story, and somebody who never was."""
    listed = Appearance.objects.filter(
        story__area__slug=area, media=None, person__isnull=False
    ).order_by("pk")
    keys = [
        *listed.values_list("story", "person")[:1],
        *((pk, MISSING) for pk in stories_of(area)[:1]),
    ]
    return {
        name: [reverse(name, args=key) for key in keys] for name in ("story_person", "story_said")
    }


def names_of(area: str, items: QuerySet) -> list:
    """One that is there, one that never was. Its file may be missing: that is 404 too."""
    return [*first_of(items.filter(area__slug=area), "name"), UUID(int=1)]


def of_stories(area: str, items: QuerySet) -> list[tuple]:
    """One that is there, one that never was."""
    own = (
        items.filter(in_story__story__area__slug=area)
        .order_by("pk")
        .values_list("in_story__story", "pk")
    )
    return [*own[:1], *((pk, MISSING) for pk in stories_of(area)[:1])]


def photos_of_stories(area: str) -> list[tuple]:
    """One in which nothing is covered, one that waits to be looked at, one that never was."""
    photos = MediaItem.objects.filter(kind=MediaItem.Kind.PHOTO, in_story__story__area__slug=area)
    own = photos.order_by("pk").values_list("in_story__story", "pk")
    waits = own.filter(redactions__checked_by=None, redactions__isnull=False)
    return [
        *own.filter(redactions=None)[:1],
        *waits[:1],
        *((pk, MISSING) for pk in stories_of(area)[:1]),
    ]


def stories_of(area: str) -> list[int]:
    """One in each state, two that were published (by here and by others), one that never was."""
    own = ChangeStory.objects.filter(area__slug=area)
    states = [pk for state in ChangeStory.State.values for pk in first_of(own.filter(state=state))]
    public = first_of(ChangeStory.objects.exclude(area__slug=area).exclude(publication=None))
    return [*states, *first_of(own.exclude(publication=None)), *public, MISSING]
