"""Two people write the same plan: both keep their words, whoever presses first."""

import re
from datetime import date

import pytest
from django.urls import reverse

from bigstory.core.db.versioned import Conflict
from bigstory.testing.opened import sent_by
from partnerships.models import Plan
from partnerships.plan.actions.writing import save_words
from partnerships.plan.queries.marks import mark_of
from partnerships.plan.tests.test_plan_costed import opened, page_of, titles
from partnerships.tests.factories import ActionFactory, PlanFactory, PriorityFactory

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def plan(area):
    return PlanFactory(area=area, number=1, state="draft", title="Up the hill", vision="Before.")


@pytest.fixture
def priority(plan):
    return PriorityFactory(plan=plan, own_words="Nobody eats alone", need="Before.")


def words_page(plan):
    return reverse("plan_write_words", args=[plan.area.slug, plan.number])


def words_seen(plan, **typed):
    stored = {"title": plan.title, "vision": plan.vision, "starts": plan.starts, "ends": plan.ends}
    return stored | {"legacy_statement": "", "seen": str(mark_of(plan))} | typed


def test_the_later_of_two_sees_both_texts_and_what_she_left_alone_is_theirs(cast, plan):
    mine = words_seen(plan, vision="Denise wrote this.")
    cast.worker.client.post(
        words_page(plan), words_seen(plan, vision="Tom wrote this.", title="Tom's title")
    )
    page = cast.member.client.post(words_page(plan), mine).content.decode()
    assert "Two of you wrote here" in page
    assert "Denise wrote this." in page
    assert "Tom wrote this." in page
    sent = sent_by(page)
    assert sent["keep_vision"] == ["mine"]
    assert "keep_title" not in sent
    assert cast.member.client.post(words_page(plan), sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.vision, plan.version) == ("Tom's title", "Denise wrote this.", 3)
    assert [row.vision for row in plan.history.order_by("version")][-2:] == [
        "Tom wrote this.",
        "Denise wrote this.",
    ]


@pytest.mark.parametrize(
    ("choice", "saved"),
    [
        ({"keep_vision": "theirs"}, "Tom's."),
        ({"keep_vision": "mine"}, "Hers."),
        ({"keep_vision": "both"}, "Tom's.\n\nHers."),
        ({"keep_vision": "mine", "vision": "Tom's and hers made one."}, "Tom's and hers made one."),
    ],
)
def test_she_chooses_or_makes_one_of_two(cast, plan, choice, saved):
    mine = words_seen(plan, vision="Hers.")
    cast.worker.client.post(words_page(plan), words_seen(plan, vision="Tom's."))
    sent = sent_by(cast.member.client.post(words_page(plan), mine).content.decode())
    cast.member.client.post(words_page(plan), sent | choice)
    plan.refresh_from_db()
    assert plan.vision == saved


def test_when_it_is_saved_again_while_she_chooses_she_is_shown_again(cast, plan):
    mine = words_seen(plan, vision="Hers.")
    cast.worker.client.post(words_page(plan), words_seen(plan, vision="Tom's."))
    sent = sent_by(cast.member.client.post(words_page(plan), mine).content.decode())
    plan.refresh_from_db()
    cast.worker.client.post(words_page(plan), words_seen(plan, vision="Tom's, once more."))
    page = cast.member.client.post(words_page(plan), sent).content.decode()
    assert "once more while you were choosing" in page
    assert "Tom&#x27;s, once more." in page
    assert "Hers." in page


def test_a_conflict_while_it_saves_as_she_types_stops_that_and_says_so(cast, plan):
    mine = words_seen(plan, vision="Hers.")
    cast.worker.client.post(words_page(plan), words_seen(plan, vision="Tom's."))
    answer = cast.member.client.post(words_page(plan), mine, headers=AUTOSAVE).json()
    assert (answer["saved"], answer["stop"]) == (False, True)
    assert answer["says"].startswith("Not saved: somebody else changed this page too.")
    plan.refresh_from_db()
    assert plan.vision == "Tom's."


def test_saving_as_she_types_tells_the_time_and_what_it_could_not_save(cast, plan):
    answer = cast.member.client.post(
        words_page(plan), words_seen(plan, vision="Hers."), headers=AUTOSAVE
    ).json()
    assert re.fullmatch(r"Saved at \d\d\.\d\d", answer["says"])
    sent = words_seen(plan, vision="Hers, longer.", starts="spring", seen=answer["seen"])
    answer = cast.member.client.post(words_page(plan), sent, headers=AUTOSAVE).json()
    assert answer["says"].endswith("apart from what needs putting right")
    plan.refresh_from_db()
    assert plan.vision == "Hers, longer."


def test_somebody_whose_answer_was_lost_is_not_asked_about_their_own_words(cast, plan):
    typed = words_seen(plan, vision="A town.")
    cast.member.client.post(words_page(plan), typed, headers=AUTOSAVE)
    cast.member.client.post(words_page(plan), typed | {"vision": "A town. Ours."})
    plan.refresh_from_db()
    assert plan.vision == "A town. Ours."


def test_of_two_saves_on_the_same_version_one_gets_through(cast, plan):
    """The guard itself, without a page around it."""
    seen = mark_of(plan)
    save_words(plan=plan, by=cast.worker.user, seen=seen, values={"vision": "First."})
    with pytest.raises(Conflict) as conflict:
        save_words(plan=plan, by=cast.member.user, seen=seen, values={"vision": "Second."})
    assert conflict.value.current.vision == "First."
    assert Plan.objects.get(pk=plan.pk).vision == "First."


def test_one_writes_the_words_and_one_the_actions_of_a_priority_and_neither_is_asked(
    cast, priority
):
    url = reverse("plan_write_priority", args=[priority.plan.area.slug, 1, priority.pk])
    words = {
        "own_words": priority.own_words,
        "need": "Hers.",
        "how_we_know": "",
        "seen": str(mark_of(priority)),
    }
    cast.worker.client.post(
        page_of(priority), opened(cast.worker.client, priority) | {"row0-title": "Lunch"}
    )
    assert cast.member.client.post(url, words).status_code == 302
    priority.refresh_from_db()
    assert (priority.need, priority.version, titles(priority)) == ("Hers.", 3, ["Lunch"])


def test_rows_added_by_two_people_are_all_kept_without_asking(cast, priority):
    hers = opened(cast.member.client, priority) | {"row0-title": "Hers"}
    cast.worker.client.post(
        page_of(priority), opened(cast.worker.client, priority) | {"row0-title": "Tom's"}
    )
    assert cast.member.client.post(page_of(priority), hers).status_code == 302
    assert titles(priority) == ["Tom's", "Hers"]


def test_a_row_two_people_changed_is_shown_twice_and_one_she_left_alone_is_theirs(cast, priority):
    for title in ("Lunch", "Van"):
        ActionFactory(priority=priority, title=title)
    hers = opened(cast.member.client, priority) | {
        "row0-title": "Lunch, hers",
        "row2-title": "New, hers",
    }
    toms = opened(cast.worker.client, priority) | {
        "row0-title": "Lunch, Tom's",
        "row1-title": "Van, Tom's",
    }
    cast.worker.client.post(page_of(priority), toms | {"row2-title": "New, Tom's"})
    page = cast.member.client.post(page_of(priority), hers).content.decode()
    for words in ("Lunch, hers", "Lunch, Tom", "New, hers"):
        assert words in page
    sent = sent_by(page)
    assert [name for name in sent if name.startswith("keep_")] == ["keep_row0-title"]
    cast.member.client.post(page_of(priority), sent)
    assert titles(priority) == ["Lunch, hers", "Van, Tom's", "New, Tom's", "New, hers"]


@pytest.mark.parametrize(("choice", "left"), [("mine", ["Lunch, hers"]), ("theirs", [])])
def test_a_row_somebody_took_out_while_she_wrote_in_it_is_hers_to_bring_back(
    cast, priority, choice, left
):
    thread = ActionFactory(priority=priority, title="Lunch").thread
    hers = opened(cast.member.client, priority) | {"row0-title": "Lunch, hers"}
    cast.worker.client.post(
        page_of(priority), opened(cast.worker.client, priority) | {"row0-remove": "on"}
    )
    page = cast.member.client.post(page_of(priority), hers).content.decode()
    assert "Somebody took this action out." in page
    assert "Lunch, hers" in page
    cast.member.client.post(page_of(priority), sent_by(page, **{"keep_row0-": choice}))
    assert titles(priority) == left
    assert [action.thread for action in priority.actions.all()] == [thread] * len(left)


@pytest.mark.parametrize(("choice", "left"), [("mine", []), ("theirs", ["Lunch, Tom's"])])
def test_a_row_she_wants_out_that_somebody_changed_is_asked_about(cast, priority, choice, left):
    ActionFactory(priority=priority, title="Lunch")
    hers = opened(cast.member.client, priority) | {"row0-remove": "on"}
    cast.worker.client.post(
        page_of(priority), opened(cast.worker.client, priority) | {"row0-title": "Lunch, Tom's"}
    )
    page = cast.member.client.post(page_of(priority), hers).content.decode()
    cast.member.client.post(page_of(priority), sent_by(page, **{"keep_row0-remove": choice}))
    assert titles(priority) == left


def test_actions_that_clash_while_they_save_by_themselves_stop_and_say_so(cast, priority):
    ActionFactory(priority=priority, title="Lunch")
    hers = opened(cast.member.client, priority) | {"row0-title": "Lunch, hers"}
    cast.worker.client.post(
        page_of(priority), opened(cast.worker.client, priority) | {"row0-title": "Lunch, Tom's"}
    )
    answer = cast.member.client.post(page_of(priority), hers, headers=AUTOSAVE).json()
    assert (answer["saved"], answer["stop"]) == (False, True)
    assert titles(priority) == ["Lunch, Tom's"]


def test_two_who_change_different_words_of_one_row_are_not_asked(cast, priority):
    ActionFactory(priority=priority, title="Lunch", lead="")
    hers = opened(cast.member.client, priority) | {"row0-lead": "Denise"}
    toms = opened(cast.worker.client, priority) | {"row0-title": "Lunch, Tom's"}
    for client, sent in ((cast.worker.client, toms), (cast.member.client, hers)):
        assert client.post(page_of(priority), sent).status_code == 302
    assert [(action.title, action.lead) for action in priority.actions.all()] == [
        ("Lunch, Tom's", "Denise")
    ]


def test_what_somebody_else_saved_while_a_page_saves_itself_is_never_written_back(cast, plan):
    """The page still shows the older title; it was not typed."""
    mine = words_seen(plan, vision="Hers.")
    cast.worker.client.post(words_page(plan), words_seen(plan, title="Tom's title"))
    for vision in ("Hers.", "Hers, longer."):
        answer = cast.member.client.post(
            words_page(plan), mine | {"vision": vision}, headers=AUTOSAVE
        ).json()
        mine["seen"] = answer["seen"]
    cast.member.client.post(words_page(plan), mine | {"vision": "Hers, longest."})
    plan.refresh_from_db()
    assert (plan.title, plan.vision) == ("Tom's title", "Hers, longest.")


def test_rows_that_somebody_else_saved_are_never_written_back_either(cast, priority):
    for title in ("Lunch", "Van"):
        ActionFactory(priority=priority, title=title)
    hers = opened(cast.member.client, priority) | {"row0-title": "Lunch, hers"}
    toms = opened(cast.worker.client, priority) | {"row1-title": "Van, Tom's"}
    cast.worker.client.post(page_of(priority), toms)
    for title in ("Lunch, hers", "Lunch, hers too"):
        sent = hers | {"row0-title": title}
        answer = cast.member.client.post(page_of(priority), sent, headers=AUTOSAVE).json()
        hers["seen"] = answer["seen"]
    assert titles(priority) == ["Lunch, hers too", "Van, Tom's"]


def test_of_two_days_one_chosen_from_each_must_still_follow_one_another(cast, plan):
    plan.starts, plan.ends = date(2025, 1, 1), date(2026, 1, 1)
    plan.save()
    mine = words_seen(plan, ends="2025-06-01")
    cast.worker.client.post(words_page(plan), words_seen(plan, starts="2025-09-01"))
    page = cast.member.client.post(words_page(plan), mine).content.decode()
    sent = sent_by(page, keep_starts="theirs", keep_ends="mine")
    again = cast.member.client.post(words_page(plan), sent).content.decode()
    assert "Two of you wrote here" in again
    assert "cannot end before it begins" in again
    cast.member.client.post(words_page(plan), sent_by(again, ends="2025-12-01"))
    plan.refresh_from_db()
    assert (plan.starts, plan.ends) == (date(2025, 9, 1), date(2025, 12, 1))
