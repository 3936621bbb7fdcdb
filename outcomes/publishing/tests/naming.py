"""A story that names Maureen, her place on its list, and answers about its words."""

from bigstory.testing.record import tell
from outcomes.consent.actions.people import add_person
from outcomes.publishing.actions.wording import decide
from outcomes.publishing.queries.wording.whole import findings_in


def story_of_maureen(area):
    return tell(
        area,
        what_changed="Ring Maureen on 01487 812345. Maureen is in.",
        told_by="",
        told_by_is="a resident",
        out=False,
    )


def put_on_the_list(story, cast, name="Maureen Clark", known_as="a neighbour"):
    values = {"name": name, "known_as": known_as, "age": "adult"}
    return add_person(story, by=cast.worker.user, how="about", identifiable=True, values=values)


def answer(story, cast, **answers) -> int:
    """Decide by the words found: Maureen="stay"."""
    chosen = {
        (row.found, row.digest): answers[row.words.split()[0].lower()]
        for row in findings_in(story)
        if row.words.split()[0].lower() in answers
    }
    return decide(story, answers=chosen, by=cast.worker.user)
