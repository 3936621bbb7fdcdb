"""Two people at Local Trust answer one plan at the same moment: one answer counts, and nobody's
words are lost.
"""

import json

import pytest

from bigstory.tests.live.crowd import crowd, made, times

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
ROUNDS = times(60, 12)
PLANS = f"""
from allauth.mfa.models import Authenticator
from partnerships.plan.actions.sending import send
from partnerships.models import Action, Plan, Priority
versions = []
for n in range({ROUNDS}):
    area = place(f"place-{{n}}")
    plan = Plan.objects.create(
        area=area, number=1, title="Ours", state="draft", vision="A warm town.",
        legacy_statement="The hall.")
    priority = Priority.objects.create(plan=plan, own_words="Nobody eats alone", need="Many do.",
        how_we_know="We knocked.")
    Action.objects.create(priority=priority, title="Luncheon club", lead="Bernadette", cost=1200)
    versions.append(send(plan, by=person(f"writer-{{n}}", "member", area)).pk)
reviewers = [person(name, "trust") for name in ("priya", "marcus")]
for one in reviewers:  # who may not come in without a second step
    Authenticator.objects.create(user=one, type="totp", data={{}})
print(json.dumps({{"versions": versions, "people": [sign_in(one) for one in reviewers]}}))
"""
READ = """
import json
from bigstory.core.db.audit import AuditLine
from partnerships.models import Plan, Review
reviews = Review.objects.order_by("plan_version_id")
print(json.dumps({
    "reviews": [[one.plan_version_id, one.verdict, one.words] for one in reviews],
    "states": {plan.versions.get().pk: plan.state for plan in Plan.objects.all()},
    "lines": AuditLine.objects.filter(verb__in=["plan.endorse", "plan.return"]).count(),
}))
"""


def verdict_of(n: int, which: int) -> str:
    """They disagree every time, and take turns at endorsing."""
    return ("endorsed", "returned")[(n + which) % 2]


def words_of(n: int, which: int) -> str:
    return f"Reviewer {n} about plan {which}: an hour of reading."


def test_of_two_answers_at_once_one_counts_and_the_other_is_kept_to_copy(live):
    there = made(live, PLANS)

    def answer(sender, n, which):
        typed = {"verdict": verdict_of(n, which), "words": words_of(n, which)}
        return sender.post(f"/reviews/plans/{there['versions'][which]}/", typed)

    with crowd(live, there["people"]) as two:
        told = two.rounds(ROUNDS, answer)
    found = json.loads(live.ask(READ))
    assert not live.broken()
    assert [pair for pair in told if sorted(status for status, _page in pair) != [302, 409]] == []
    won = [[status for status, _page in pair].index(302) for pair in told]
    print(
        f"\n{ROUNDS} plans × 2 reviewers: {won.count(0)} to the first, {won.count(1)} to the second"
    )
    for which, (winner, pair) in enumerate(zip(won, told, strict=True)):
        page = pair[1 - winner][1]
        assert "A colleague answered it before you" in page
        assert words_of(1 - winner, which) in page
        assert words_of(winner, which) in page
    counted = [
        [there["versions"][which], verdict_of(winner, which), words_of(winner, which)]
        for which, winner in enumerate(won)
    ]
    assert found["reviews"] == counted
    assert found["states"] == {str(pk): verdict for pk, verdict, _words in counted}
    assert found["lines"] == ROUNDS
