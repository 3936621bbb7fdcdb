"""Decisions about words that look like somebody's name, number or address.

A story goes beyond the partnership, and what was logged beyond all areas, only when each was shown
to somebody who decided what becomes of it in a copy.
"""

from django.db import transaction

from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, UncheckedWords
from outcomes.publishing.queries.wording.people import Names
from outcomes.publishing.queries.wording.whole import Whole, answers_for, decisions_of, hits_of
from partnerships.models import Activity


def count_undecided(
    whole: Whole, hits: set[tuple[str, str]] | None = None, *, names: Names | None = None
) -> int:
    """Count the hits nobody decided about yet, and keep the count. `hits`, by kind and digest,
    where the words were looked over just now; `names` where they were read just now.

    Both kinds: names of people on a story's list that stand otherwise than they may be called, and
    anything else. A hit whose words were taken out is none. What was logged for fewer than
    everybody is not looked over, and nothing of it is open.
    """
    if isinstance(whole, Activity) and whole.audience != Audience.PUBLIC:
        hits = set()
    hits = _keys(whole, names) if hits is None else hits
    undecided = hits - decisions_of(whole).keys() if hits else hits
    _keep_count(whole, len(undecided))
    return len(undecided)


def _keep_count(whole: Whole, how_many: int) -> None:
    if isinstance(whole, ChangeStory):
        whole.words_unchecked = how_many
        ChangeStory.objects.filter(pk=whole.pk).update(words_unchecked=how_many)
    elif how_many:
        UncheckedWords.objects.update_or_create(activity=whole, defaults={"how_many": how_many})
    else:
        UncheckedWords.objects.filter(activity=whole).delete()


def _keys(whole: Whole, names: Names | None = None) -> set[tuple[str, str]]:
    """The hits by kind and digest, each once."""
    return {(hit.found, hit.digest) for hit in hits_of(whole, names)}


@transaction.atomic
def decide(whole: Whole, *, answers: dict[tuple[str, str], str], by) -> int:
    """Record for each hit, by its kind and digest, what becomes of it: one of `answers_for`.

    Anything else decides nothing. Returns how many are left undecided. `decide_told` and
    `decide_logged` see to the copy as well.
    """
    rows = type(whole).objects.select_for_update(of=("self",)).select_related("area")
    current = rows.get(pk=whole.pk)
    hits = _keys(current)
    for (kind, digest), answer in answers.items():
        if (kind, digest) in hits and answer in answers_for(kind):
            current.text_decisions.update_or_create(
                found=kind, digest=digest, defaults={"answer": answer, "decided_by": by}
            )
    left = count_undecided(current, hits)
    audit.record(
        f"{current._meta.model_name}.words_decided",
        current,
        by=by,
        area=current.area.slug,
        decided=len(answers),
        left=left,
    )
    return left
