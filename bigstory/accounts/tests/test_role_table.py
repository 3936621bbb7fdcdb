"""Who may do what, a second time and by hand: a line that changes in one of the two places is a
line to talk about.
"""

from bigstory.accounts.roles import (
    AREA_ROLES,
    PROGRAMME_ROLES,
    SECOND_STEP_ROLES,
    TABLE,
    May,
    Reach,
    Role,
)

# Member, worker, LTO officer, Rep, keeper, Local Trust, evaluator, administrator: o in their own
# area, * everywhere, . nowhere.
COLUMNS = ("member", "worker", "lto", "rep", "keeper", "trust", "evaluator", "administrator")
BY_HAND = {
    "edit_area": "oo...*..",
    "read_roster": "oooo.*..",
    "name_every_seat": "oo......",
    "edit_roster": ".o..o...",
    "name_keeper": "o....*..",
    "set_up_area": ".....*..",
    "read_plan": "oooo.**.",
    "edit_plan": "oo......",
    "advise_plan": "...o....",
    "review_plan": ".....*..",
    "read_own_log": "oooo....",
    "read_log": ".....**.",
    "log": "oo......",
    "edit_log": ".o......",
    "read_decisions": "oooo.**.",
    "record_decisions": "oo......",
    "read_money": "oooo.*..",
    "edit_money": ".oo.....",
    "read_unsent_money": "oooo....",
    "review_money": ".....*..",
    "review_roster": ".....*..",
    "see_sturdiness": "oo......",
    "read_sturdiness": "oo.o.*..",
    "tell": "oo......",
    "read_drafts": "oo.o....",
    "read_sent": "..o..**.",
    "read_shared": "****.**.",
    "partnership_reading": "oo......",
    "trust_reading": ".....*..",
    "evaluator_reading": "......*.",
    "review_story": ".....*..",
    "record_permissions": "oo......",
    "read_permissions": "oo...*..",
    "place_hold": "oooo.*..",
    "lift_hold": ".....*..",
    "erase": ".....*..",
    "see_portfolio": ".....**.",
    "read_desk": "...o.*..",
    "note_contact": "...o.*..",
    "keep_desk": ".....*..",
    "read_names": "oooo.*..",
    "move_in": ".....*..",
    "code": "......*.",
    "invite": ".....*..",
    "agree_powers": ".....*.*",
    "administer": ".......*",
}
MEANS = {"o": Reach.OWN, "*": Reach.ALL}


def test_the_table_is_the_one_written_by_hand():
    by_hand = {
        permission: {
            role: MEANS[mark] for role, mark in zip(COLUMNS, line, strict=True) if mark != "."
        }
        for permission, line in BY_HAND.items()
    }
    assert {str(permission.value): line for permission, line in TABLE.items()} == by_hand


def test_nothing_can_be_allowed_that_the_table_leaves_out():
    assert set(May.values) == set(BY_HAND)
    assert set(Role.values) == set(COLUMNS)
    assert (Reach.OWN.value, Reach.ALL.value) == ("own", "all")


def test_whoever_reads_across_areas_has_a_second_step_and_nobody_is_of_two_kinds():
    assert set(AREA_ROLES) == {"member", "worker", "lto", "rep", "keeper"}
    assert set(PROGRAMME_ROLES) == set(SECOND_STEP_ROLES) == {"trust", "evaluator", "administrator"}


def test_an_administrator_reads_nothing_that_anybody_wrote():
    lines = [line for line, marks in BY_HAND.items() if marks[-1] != "."]
    assert lines == ["agree_powers", "administer"]
