"""Where each page of the site is found in the record at hand, for tests that look at all of them.

`paths()` asks the database for examples, in the order they were made, so that it finds the same
ones again after the record has grown. A name of an address that is not here fails `test_markup.py`.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from areas.models import Area
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Evidence,
    Flag,
    Hold,
    Outcome,
    Person,
)
from outcomes.steps import CHECK, STEPS
from partnerships.models import (
    Activity,
    Decision,
    Interest,
    MediaItem,
    Meeting,
    Organisation,
    PaperCard,
    PartnershipReview,
    Plan,
    PlanVersion,
    Priority,
    Regular,
    Seat,
    SpendReport,
    SturdinessShare,
)

MISSING = 987654321
# Searches and filters: something found, nothing found, the second page, and what nobody should
# type.
QUERIES = {
    "areas": ["?q=ramsey", "?q=zzzz", "?page=2", "?region=none&page=x"],
    "stories": [
        "?q=people",
        "?q=zzzz",
        "?page=2",
        "?outcome=better-place&level=community",
        "?year=x&page=0",
    ],
    "portfolio": ["?sort=waiting", "?q=zzzz", "?wave=9"],
    "activities": ["?q=zzzz", "?page=2"],
    "decisions": ["?q=zzzz", "?page=2", "?raised=resident&room=majority", "?room=not_noted&year=x"],
    "meetings": ["?page=2"],
    "organisations": ["?q=zzzz"],
    "card_find": ["?code=zzzz"],
    "log": ["?shell=1"],
    "home": ["?q=zzzz"],
}
# One address each, whatever the record holds.
PLAIN = [
    "home",
    "about",
    "privacy",
    "accessibility",
    "style",
    "health",
    "areas",
    "organisations",
    "outcomes",
    "stories",
    "stories_csv",
    "stories_feed",
    "portfolio",
    "reviews",
    "stops",
    "account",
    "invitations",
    "people",
    "card_find",
    "log_token",
    "log_worker",
    "account_login",
    "account_confirm_login_code",
    "account_login_password",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
]
# Of one area.
OF_AN_AREA = [
    "area",
    "area_pdf",
    "timeline",
    "came_of",
    "log",
    "activities",
    "plan_now",
    "plan_compare",
    "partnership",
    "story_new",
    "regulars",
    "regular_new",
    "cards",
    "area_feed",
    "area_stop",
]
OF_A_PLAN = ["plan", "plan_send", "plan_next", "plan_versions"]
MONEY = [
    "money",
    "money_ledger",
    "spend_lines",
    "spend_lines_csv",
    "award_new",
    "payment_new",
    "leverage_new",
    "spend_report_new",
]
OF_A_SPEND_REPORT = [
    "spend_report",
    "spend_report_lines",
    "spend_report_upload",
    "spend_report_csv",
]
PEOPLE = [
    "partnership_history",
    "roster_csv",
    "seat_new",
    "interests",
    "interest_new",
    "partnership_review",
    "partnership_reviews",
]
OF_DECISIONS = ["decisions", "decision_new", "meetings", "meeting_new", "calendar", "sturdiness"]
OF_AN_ACTIVITY = ["activity", "activity_change", "activity_photos"]
OF_A_STORY = [
    "story",
    "story_send",
    "story_withdraw",
    "story_photos",
    "story_recordings",
    "story_voices",
    "story_take_up",
    "story_reading",
    "story_sorting",
    "film_new",
    "story_people",
    "story_person_new",
    "story_still",
    "story_stop",
    "story_flag",
    "story_links",
    "story_words",
    "review",
]
# Only send to these; they have no page. The sample people's one press and the rest of the buttons.
POST_ONLY = {
    "regular_end",
    "regular_met",
    "account_login_example",
    "plan_take_back",
    "action_state",
    "activity_publish",
    "plan_write_priority_move",
    "photo_add",
    "person_export",
    "account_held",
    "meeting_cancel",
    "spend_report_send",
    "invitation_send_again",
    "invitation_take_back",
    "role_end",
}
# Answers for machines, and downloads.
NOT_PAGES = {
    "log_token",
    "log_worker",
    "calendar",
    "roster_csv",
    "spend_lines_csv",
    "spend_report_csv",
    "area_pdf",
    "health",
    "stories_csv",
    "stories_feed",
    "area_feed",
    "outcome_feed",
    "photo",
    "recording",
    "mine_media",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}
# Of one passkey: needs a key in a hand, so accounts' own tests look at them.
OF_A_KEY = {"mfa_remove_webauthn", "mfa_edit_webauthn"}


def paths(area: str = "ramsey") -> dict[str, list[str]]:
    """For each name of an address, paths worth looking at: full, empty, filtered, in every
    state.
    """
    found = {name: [reverse(name)] for name in PLAIN}
    places = [
        area,
        *_first(Area.objects.exclude(slug=area).filter(activities=None), "slug"),
        "no-such-area",
    ]
    for name in [*OF_AN_AREA, *PEOPLE, *MONEY, *OF_DECISIONS]:
        found[name] = [reverse(name, args=[slug]) for slug in places]
    for name in OF_A_PLAN:
        found[name] = [reverse(name, args=key) for key in _plans(area)]
    sent = (
        PlanVersion.objects.filter(plan__area__slug=area)
        .order_by("pk")
        .values_list("plan__number", "number", "pk")
    )
    found["plan_version"] = [
        reverse("plan_version", args=[area, *key[:2]]) for key in [*sent[:2], (99, 1, 0)]
    ]
    found["plan_review"] = [
        reverse("plan_review", args=[pk]) for *_key, pk in [*sent[:2], (MISSING,)]
    ]
    found |= _of_plan_writing(area, places)
    found["came_of_priority"] = _needs(area)
    for name in OF_A_SPEND_REPORT:
        found[name] = [reverse(name, args=key) for key in _spend_reports(area)]
    found["spend_report_reply"] = [
        reverse("spend_report_reply", args=[pk]) for _area, pk in _spend_reports(area)
    ]
    activities = _activities(area)
    for name in OF_AN_ACTIVITY:
        found[name] = [reverse(name, args=key) for key in activities]
    codes = _first(PaperCard.objects.filter(area__slug=area), "code")
    found["card_print"] = [reverse("card_print", args=[area, code]) for code in [*codes, "AAAAAA"]]
    found["card"] = [reverse("card", args=[code]) for code in [*codes, "AAAAAA"]]
    found["regular_change"] = [
        reverse("regular_change", args=key)
        for key in [
            *((area, pk) for pk in _first(Regular.objects.filter(area__slug=area))),
            (area, MISSING),
        ]
    ]
    for name in OF_A_STORY:
        found[name] = [reverse(name, args=[pk]) for pk in _stories(area)]
    found |= _of_evidence(area)
    found |= _of_people_in_stories(area)
    found["stop_lift"] = [
        reverse("stop_lift", args=[pk]) for pk in [*_first(Hold.objects.standing()), MISSING]
    ]
    wishes = [*_first(Person.objects.here(), "key"), UUID(int=1)]
    found["person_held"] = [reverse("person_held", args=[key]) for key in wishes]
    found["flag_answer"] = [
        reverse("flag_answer", args=[pk]) for pk in [*_first(Flag.objects.open()), MISSING]
    ]
    steps = [*(step.slug for step in STEPS), CHECK, "none"]
    being_told = _first(
        ChangeStory.objects.filter(area__slug=area, state__in=["draft", "returned"])
    )
    found["story_tell"] = [
        reverse("story_tell", args=[pk, step]) for pk in being_told for step in steps
    ]
    found |= _of_people(area)
    found |= _of_decisions(area)
    found["photo_cover"] = [reverse("photo_cover", args=key) for key in _photos_of_stories(area)]
    photos = MediaItem.objects.filter(kind=MediaItem.Kind.PHOTO)
    recordings = MediaItem.objects.filter(kind__in=[MediaItem.Kind.AUDIO, MediaItem.Kind.FILM])
    found["media_people"] = [
        reverse("media_people", args=key) for key in _of_stories(area, MediaItem.objects.all())
    ]
    films = (
        ElsewhereFilm.objects.filter(story__area__slug=area)
        .order_by("pk")
        .values_list("story", "pk")[:1]
    )
    never = [(pk, MISSING) for pk in _stories(area)[:1]]
    found["film_change"] = [reverse("film_change", args=key) for key in [*films, *never]]
    found["story_recording"] = [
        reverse("story_recording", args=key) for key in _of_stories(area, recordings)
    ]
    parts = ("sound.mp3", "captions.vtt")
    found["recording"] = [
        reverse("recording", args=[n, part]) for n in _names(area, recordings) for part in parts
    ]
    found["photo"] = [reverse("photo", args=[name, "small"]) for name in _names(area, photos)]
    found["organisation"] = [
        reverse("organisation", args=[pk]) for pk in _first(Organisation.objects.all())
    ]
    found["outcome_feed"] = [
        reverse("outcome_feed", args=[slug]) for slug in _first(Outcome.objects.all(), "slug")
    ]
    found["outcome"] = [
        reverse("outcome", args=[slug]) for slug in [*_first(Outcome.objects.all(), "slug"), "none"]
    ]
    found["mine"] = [reverse("mine", args=["a-link-that-was-never-made"])]
    found["mine_media"] = [
        reverse("mine_media", args=["a-link-that-was-never-made", UUID(int=1), "sound.mp3"])
    ]
    found["invitation_accept"] = [reverse("invitation_accept", args=["a-link-that-was-never-sent"])]
    for name, queries in QUERIES.items():
        found[name] += [found[name][0] + query for query in queries]
    return found


def _of_people(area: str) -> dict[str, list[str]]:
    """One seat, one interest and one yearly review; and one of each that never was."""
    seat = [*_first(Seat.objects.filter(partnership__area__slug=area)), MISSING]
    interest = [*_first(Interest.objects.filter(seat__partnership__area__slug=area)), MISSING]
    yearly = [*_first(PartnershipReview.objects.filter(partnership__area__slug=area)), MISSING]
    return {
        "seat_change": [reverse("seat_change", args=[area, pk]) for pk in seat],
        "seat_end": [reverse("seat_end", args=[area, pk]) for pk in seat],
        "interest_change": [reverse("interest_change", args=[area, pk]) for pk in interest],
        "partnership_review_reply": [
            reverse("partnership_review_reply", args=[pk]) for pk in yearly
        ],
    }


def _first(rows: QuerySet, key: str = "pk") -> list:
    return list(rows.order_by("pk").values_list(key, flat=True)[:1])


def _plans(area: str) -> list[tuple]:
    own = Plan.objects.filter(area__slug=area).order_by("pk").values_list("area__slug", "number")
    return [*own[:3], (area, 99)]


def _of_plan_writing(area: str, places: list[str]) -> dict[str, list[str]]:
    """A plan that is being written and its first priority, one that stands, one that never was."""
    being_written = Plan.objects.filter(area__slug=area, state__in=["draft", "returned"]).order_by(
        "pk"
    )
    plans = [*being_written.values_list("area__slug", "number")[:1], *_plans(area)[:1], (area, 99)]
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


def _of_decisions(area: str) -> dict[str, list[str]]:
    """One decision, one meeting, one share; the lists behind the questions; and one of each that
    never was.
    """
    decision = [*_first(Decision.objects.filter(area__slug=area)), MISSING]
    meeting = [*_first(Meeting.objects.filter(area__slug=area)), MISSING]
    share = [*_first(SturdinessShare.objects.filter(area__slug=area)), MISSING]
    of_decision = ("decision", "decision_change", "decision_followed")
    return {
        **{name: [reverse(name, args=[area, pk]) for pk in decision] for name in of_decision},
        "meeting_change": [reverse("meeting_change", args=[area, pk]) for pk in meeting],
        "sturdiness_share": [reverse("sturdiness_share", args=[area, pk]) for pk in share],
        "sturdiness_rows": [
            reverse("sturdiness_rows", args=[area, key])
            for key in ("logging", "raising", "newcomers", "none")
        ],
    }


def _needs(area: str) -> list[str]:
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


def _spend_reports(area: str) -> list[tuple]:
    """One being written, one that was sent, one that never was."""
    own = SpendReport.objects.filter(area__slug=area)
    return [
        *((area, pk) for state in ("draft", "sent") for pk in _first(own.filter(state=state))),
        (area, MISSING),
    ]


def _activities(area: str) -> list[tuple]:
    """One for each audience, one of another area, one that never was."""
    own = [
        (area, pk)
        for audience in ("partnership", "programme", "network", "public")
        for pk in _first(Activity.objects.filter(area__slug=area, audience=audience))
    ]
    others = (
        Activity.objects.exclude(area__slug=area).order_by("pk").values_list("area__slug", "pk")
    )
    return [*own, *others[:1], (area, MISSING)]


def _of_evidence(area: str) -> dict[str, list[str]]:
    """Beside a story that is being told: one thing of each kind to add, one that is there, one
    that never was.
    """
    told = _first(ChangeStory.objects.filter(area__slug=area, state__in=["draft", "returned"]))
    kinds = ("quote", "number", "document", "link", "none")
    there = Evidence.objects.filter(
        story__area__slug=area, story__state="draft", media=None
    ).order_by("pk")
    keys = [*there.values_list("story", "pk")[:1], *((pk, MISSING) for pk in told)]
    return {
        "evidence_new": [reverse("evidence_new", args=[pk, kind]) for pk in told for kind in kinds],
        "evidence_change": [reverse("evidence_change", args=key) for key in keys],
    }


def _of_people_in_stories(area: str) -> dict[str, list[str]]:
    """Somebody on the list of a story, and somebody who never was."""
    listed = Appearance.objects.filter(
        story__area__slug=area, media=None, person__isnull=False
    ).order_by("pk")
    keys = [
        *listed.values_list("story", "person")[:1],
        *((pk, MISSING) for pk in _stories(area)[:1]),
    ]
    return {
        name: [reverse(name, args=key) for key in keys] for name in ("story_person", "story_said")
    }


def _names(area: str, items: QuerySet) -> list:
    """One that is there, one that never was. Its file may be missing: that is 404 too."""
    return [*_first(items.filter(area__slug=area), "name"), UUID(int=1)]


def _of_stories(area: str, items: QuerySet) -> list[tuple]:
    """One that is there, one that never was."""
    own = (
        items.filter(in_story__story__area__slug=area)
        .order_by("pk")
        .values_list("in_story__story", "pk")
    )
    return [*own[:1], *((pk, MISSING) for pk in _stories(area)[:1])]


def _photos_of_stories(area: str) -> list[tuple]:
    """One in which nothing is covered, one that waits to be looked at, one that never was."""
    photos = MediaItem.objects.filter(kind=MediaItem.Kind.PHOTO, in_story__story__area__slug=area)
    own = photos.order_by("pk").values_list("in_story__story", "pk")
    waits = own.filter(redactions__checked_by=None, redactions__isnull=False)
    return [
        *own.filter(redactions=None)[:1],
        *waits[:1],
        *((pk, MISSING) for pk in _stories(area)[:1]),
    ]


def _stories(area: str) -> list[int]:
    """One in each state, two that were published (by here and by others), one that never was."""
    own = ChangeStory.objects.filter(area__slug=area)
    states = [pk for state in ChangeStory.State.values for pk in _first(own.filter(state=state))]
    public = _first(ChangeStory.objects.exclude(area__slug=area).exclude(publication=None))
    return [*states, *_first(own.exclude(publication=None)), *public, MISSING]
