"""Every job of a member is at most two presses from home."""

import pytest
from django.urls import resolve

from bigstory.tests.growing import grow
from bigstory.tests.test_numbers_open_their_lists import Links

pytestmark = pytest.mark.once

# What somebody comes to do, and the page on which they do it.
JOBS = {
    "log what happened": "log",
    "tell what changed": "story_new",
    "carry on with a story half told": "story_tell",
    "say whether it met": "regulars",
    "add something that meets regularly": "regular_new",
    "print a card for those who like paper": "cards",
    "read what happened": "activities",
    "put something right that was logged": "activity",
    "look back over the years": "timeline",
    "read our stories": "stories",
    "read one of them": "story",
    "see the plan": "plan_now",
    "see what came of it": "came_of",
    "see what is left of the money": "money",
    "read every line spent": "spend_lines",
    "see what came in": "money_ledger",
    "read the decisions": "decisions",
    "write down a decision": "decision_new",
    "see who sits at the table": "partnership",
    "say that an interest is in the way": "interests",
    "find the next meeting": "meetings",
    "write down when we meet": "meeting_new",
    "talk about how sturdy we are": "sturdiness",
    "see how others see us": "area",
    "read what others did": "areas",
    "read by outcome": "outcomes",
    "change my name or how I sign in": "account",
}


def names_of(client, path: str) -> tuple[dict[str, str], list[str]]:
    """The pages one press away, by the name of their address, and their addresses."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return {}, []
    page = answer.content.decode()
    links = Links(page, whole=True).found
    paths = list(dict.fromkeys(href for href, _words in links if href.startswith("/")))
    return {resolve(one.split("?")[0].split("#")[0]).url_name: one for one in paths}, paths


def test_every_job_of_a_member_is_two_presses_from_home_at_most(cast, area):
    grow(area, by=cast.member.user, first=1, last=5)
    client = cast.member.client
    near, paths = names_of(client, "/")
    reached = set(near)
    for path in paths:
        reached |= set(names_of(client, path)[0])
    far = {job for job, name in JOBS.items() if name not in reached}
    assert far == set()
    once = {job for job, name in JOBS.items() if name in near}
    assert {"log what happened", "tell what changed", "see the plan", "read our stories"} <= once
