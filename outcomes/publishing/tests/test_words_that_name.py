"""What in a story may say who somebody is, shown to a person who decides."""

import pytest

from bigstory.testing.record import tell
from outcomes.models import Appearance, ChangeStory, Person, TextDecision
from outcomes.publishing.actions.wording import count_undecided, decide
from outcomes.publishing.queries.wording import Names, hits_in, hits_of, words_in

# The words, and what is found in them.
FOUND = [
    ("Ring me on 01487 812345 after six.", ["phone: 01487 812345"]),
    (
        "Or +44 7700 900 123, or (020) 7946 0991.",
        ["phone: +44 7700 900 123", "phone: (020) 7946 0991"],
    ),
    ("We spent £01234567890 and 120 people came.", []),
    ("Write to sue@example.org.uk, she reads it.", ["email: sue@example.org.uk"]),
    (
        "The house at PE26 1AB flooded, and so did pe261ab next door.",
        ["postcode: PE26 1AB", "postcode: pe261ab"],
    ),
    ("Maureen’s kitchen, and then Maureen Clark’s.", ["name: Maureen’s", "name: Maureen Clark’s"]),
    (
        "Old Mrs Featherstonehaugh said so, and Cllr Birdy.",
        ["name: Mrs Featherstonehaugh", "name: Cllr Birdy"],
    ),
    ("Rose and hope grew by the market in May, if you will.", []),
    ("Kenneth. Then Kenneth.", ["name: Kenneth", "name: Kenneth"]),
    ("IN RAMSEY the Great Whyte is a street.", []),
    ("Zoë and Siân sang; JANET played.", ["name: JANET"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_what_may_say_who_somebody_is_is_found(text, found):
    assert [f"{hit.found}: {hit.words}" for hit in hits_in(text, part="before", story=1)] == found


def test_an_unusual_name_is_found_where_somebody_of_the_area_bears_it():
    names = Names(known=words_in("Oluwaseun Adeyemi, treasurer"))
    found = [
        hit.words
        for hit in hits_in(
            "Oluwaseun held the key. So did Adeyemi.", part="x", story=1, names=names
        )
    ]
    assert found == ["Oluwaseun", "Adeyemi"]


def test_whoever_is_on_the_list_of_people_is_asked_anyway():
    names = Names(listed=words_in("Maureen, 74, resident"))
    assert not list(hits_in("Maureen said so. Mrs Maureen did.", part="x", story=1, names=names))


@pytest.fixture
def story(area):
    return tell(
        area,
        what_changed="Ring Maureen on 01487 812345. Maureen is in.",
        told_by="A resident",
        out=False,
    )


def test_each_is_decided_once_however_often_it_stands_there(story, cast):
    assert count_undecided(story) == 2
    stay = {(hit.found, hit.digest): True for hit in hits_of(story)}
    assert decide(story, stay=stay, by=cast.worker.user) == 0
    ChangeStory.objects.filter(pk=story.pk).update(before="Maureen again, on 01487 812346.")
    story.refresh_from_db()
    assert count_undecided(story) == 1  # the other number is new


def test_what_is_to_come_out_and_still_stands_counts_as_undecided(story, cast):
    decide(
        story,
        stay={(hit.found, hit.digest): hit.found == "name" for hit in hits_of(story)},
        by=cast.worker.user,
    )
    assert count_undecided(story) == 1
    ChangeStory.objects.filter(pk=story.pk).update(what_changed="Ring Maureen. She is in.")
    story.refresh_from_db()
    assert count_undecided(story) == 0


def test_a_name_is_a_matter_of_permission_once_its_person_is_listed_and_of_words_again_when_not(
    story, area
):
    person = Person.objects.create(area=area, name="Maureen Clark")
    listed = Appearance.objects.create(story=story, person=person, how="about")
    assert [hit.found for hit in hits_of(story)] == ["phone"]
    listed.delete()
    assert {hit.found for hit in hits_of(story)} == {"phone", "name"}


def test_a_decision_says_nothing_by_itself(story, cast):
    decide(
        story, stay={(hit.found, hit.digest): True for hit in hits_of(story)}, by=cast.worker.user
    )
    kept = str(list(TextDecision.objects.values()))
    assert "Maureen" not in kept
    assert "812345" not in kept
    other = tell(story.area, what_changed=story.what_changed, told_by="A resident")
    assert count_undecided(other) == 2


def test_a_worker_sees_each_where_it_stands_and_decides(cast, story):
    address = f"/stories/{story.pk}/words/"
    page = cast.worker.client.get(address).content.decode()
    assert "<mark>01487 812345</mark>" in page
    assert page.count("<mark>Maureen</mark>") == 2
    names = {
        found.found: found.field_name for found in cast.worker.client.get(address).context["found"]
    }
    answer = cast.worker.client.post(address, {names["name"]: "stay"}, follow=True)
    assert "1 is left to decide" in answer.content.decode()
    answer = cast.worker.client.post(address, {names["phone"]: "stay"}, follow=True)
    assert "Every word was decided about." in answer.content.decode()
    assert set(TextDecision.objects.values_list("decided_by", flat=True)) == {cast.worker.user.pk}


def test_nonsense_decides_nothing(cast, story):
    cast.worker.client.post(f"/stories/{story.pk}/words/", {"name-x": "stay", "phone-": "perhaps"})
    assert not TextDecision.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("trust", 200), ("evaluator", 403), ("rep", 403), ("neighbour", 404)]
)
def test_who_else_decides(cast, story, who, status):
    assert getattr(cast, who).client.get(f"/stories/{story.pk}/words/").status_code == status


def test_until_then_the_reviewer_cannot_share_it_with_everybody(cast, area):
    story = tell(area, audience="public", what_changed="Ring Maureen.", told_by="", people="nobody")
    page = cast.trust.client.get(f"/reviews/{story.pk}/").content.decode()
    assert f'href="/stories/{story.pk}/words/"' in page
    assert 'value="published"' not in page
