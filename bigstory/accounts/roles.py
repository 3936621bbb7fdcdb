"""Who may do what, as one table.

A page for people: read it aloud to a partnership and it makes sense.

`docs/roles.md` is written from this file. Which person holds which role, where and until when, is
an `AreaRole` in `areas`; every page checks it by `areas.access.can`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("Partnership member")
    WORKER = "worker", _("Paid worker")
    LTO = "lto", _("LTO officer")
    REP = "rep", _("Big Local Rep")
    # A member whom the partnership named; without being a member it is worth nothing.
    KEEPER = "keeper", _("Keeper of the roster")
    TRUST = "trust", _("Local Trust")
    EVALUATOR = "evaluator", _("Evaluator")
    ADMINISTRATOR = "administrator", _("Administrator")


# Held in one area at a time. The others are held for the whole programme.
AREA_ROLES = (Role.MEMBER, Role.WORKER, Role.LTO, Role.REP, Role.KEEPER)
PROGRAMME_ROLES = (Role.TRUST, Role.EVALUATOR, Role.ADMINISTRATOR)
# They read across areas, so a stolen password must not be enough.
SECOND_STEP_ROLES = PROGRAMME_ROLES


class Reach(models.TextChoices):
    """How far a permission goes."""

    OWN = "own", _("own area")
    ALL = "all", _("every area")


class May(models.TextChoices):
    """Each thing somebody may be allowed to do. The label finishes the sentence "may …"."""

    EDIT_AREA = "edit_area", _("change what an area says about itself")
    READ_ROSTER = "read_roster", _("read who sits on the partnership")
    NAME_EVERY_SEAT = (
        "name_every_seat",
        _("see the name of everybody at the table, not only of those who agreed"),
    )
    EDIT_ROSTER = "edit_roster", _("change who sits on the partnership")
    NAME_KEEPER = (
        "name_keeper",
        _("name the member who keeps the roster where there is no paid worker"),
    )
    SET_UP_AREA = (
        "set_up_area",
        _("set up an area: its partnership, and the organisation that holds its money"),
    )
    READ_PLAN = "read_plan", _("read a plan before it is endorsed")
    EDIT_PLAN = "edit_plan", _("write and send the plan")
    ADVISE_PLAN = "advise_plan", _("advise on the plan")
    REVIEW_PLAN = "review_plan", _("endorse a plan or send it back")
    READ_OWN_LOG = "read_own_log", _("read everything logged, also what only the partnership reads")
    READ_LOG = "read_log", _("read what was logged for the programme")
    LOG = "log", _("log what happened, and change what they logged")
    EDIT_LOG = "edit_log", _("change what anybody in the area logged")
    READ_DECISIONS = "read_decisions", _("read the decision book")
    RECORD_DECISIONS = "record_decisions", _("record a decision")
    READ_MONEY = "read_money", _("read the money, line by line")
    EDIT_MONEY = "edit_money", _("enter and send the money")
    READ_UNSENT_MONEY = "read_unsent_money", _("read a spend report before it is sent")
    REVIEW_MONEY = "review_money", _("review what was sent about the money")
    REVIEW_ROSTER = "review_roster", _("reply to the yearly review of a partnership")
    SEE_STURDINESS = (
        "see_sturdiness",
        _("see the signals of how the partnership works, and share them"),
    )
    READ_STURDINESS = "read_sturdiness", _("read the signals a partnership shared")
    TELL = "tell", _("tell what changed, and change the area's own stories")
    READ_DRAFTS = "read_drafts", _("read every story of the area, drafts too")
    READ_SENT = "read_sent", _("read stories sent to the programme")
    READ_SHARED = "read_shared", _("read stories shared with every area")
    GIVE_PARTNERSHIP_READING = "partnership_reading", _("give the partnership's reading of a story")
    GIVE_TRUST_READING = "trust_reading", _("give Local Trust's reading of a story")
    GIVE_EVALUATOR_READING = "evaluator_reading", _("give an evaluator's reading of a story")
    REVIEW_STORY = "review_story", _("reply to a story, send it back or publish it")
    RECORD_PERMISSIONS = (
        "record_permissions",
        _("list the people in a story and write down what they allowed"),
    )
    READ_PERMISSIONS = "read_permissions", _("read who is in a story and what they allowed")
    PLACE_HOLD = (
        "place_hold",
        _("stop others reading a story, the stories of a person or all of the area’s"),
    )
    LIFT_HOLD = "lift_hold", _("lift such a stop")
    ERASE = "erase", _("export all that is held on a person, and erase it")
    SEE_PORTFOLIO = "see_portfolio", _("see all areas side by side")
    READ_DESK = (
        "read_desk",
        _("see an area's desk: whom to speak to there, with their number, and what was said"),
    )
    NOTE_CONTACT = "note_contact", _("note a call, a visit or a mail")
    KEEP_DESK = "keep_desk", _("name the officer of an area, and keep its contacts and facts")
    READ_NAMES = "read_names", _("see the names of people")
    CODE = "code", _("code stories and judge how a partnership works")
    INVITE = "invite", _("invite people and end their roles")
    MOVE_IN = "move_in", _("move records in from spreadsheets")
    AGREE_POWERS = (
        "agree_powers",
        _("agree to what gives somebody else more power, or stop it"),
    )
    ADMINISTER = "administer", _("run the system: users, roles, the programme's words")


M = Role.MEMBER
W = Role.WORKER
L = Role.LTO
R = Role.REP
K = Role.KEEPER
T = Role.TRUST
E = Role.EVALUATOR
A = Role.ADMINISTRATOR
OWN = Reach.OWN
ALL = Reach.ALL

# What is not written here is not allowed. A visitor has no role: visitors read what is public, and
# nothing else.
TABLE: dict[May, dict[Role, Reach]] = {
    May.EDIT_AREA: {M: OWN, W: OWN, T: ALL},
    # How many sit on a partnership, and how many of them live there, is a fact of the area:
    # everybody may know.
    May.READ_ROSTER: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL},
    # Whoever did not agree to be named is “a resident” to everybody outside the partnership.
    May.NAME_EVERY_SEAT: {M: OWN, W: OWN},
    May.EDIT_ROSTER: {W: OWN, K: OWN},
    May.NAME_KEEPER: {M: OWN, T: ALL},
    May.SET_UP_AREA: {T: ALL},
    May.READ_PLAN: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL, E: ALL},
    May.EDIT_PLAN: {M: OWN, W: OWN},
    May.ADVISE_PLAN: {R: OWN},
    May.REVIEW_PLAN: {T: ALL},
    May.READ_OWN_LOG: {M: OWN, W: OWN, L: OWN, R: OWN},
    May.READ_LOG: {T: ALL, E: ALL},
    May.LOG: {M: OWN, W: OWN},
    May.EDIT_LOG: {W: OWN},
    May.READ_DECISIONS: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL, E: ALL},
    May.RECORD_DECISIONS: {M: OWN, W: OWN},
    May.READ_MONEY: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL},
    May.EDIT_MONEY: {W: OWN, L: OWN},
    # A report is the area's own until it is sent.
    May.READ_UNSENT_MONEY: {M: OWN, W: OWN, L: OWN, R: OWN},
    May.REVIEW_MONEY: {T: ALL},
    May.REVIEW_ROSTER: {T: ALL},
    # The partnership sees its signals before anybody else does.
    May.SEE_STURDINESS: {M: OWN, W: OWN},
    May.READ_STURDINESS: {M: OWN, W: OWN, R: OWN, T: ALL},
    May.TELL: {M: OWN, W: OWN},
    May.READ_DRAFTS: {M: OWN, W: OWN, R: OWN},
    # An LTO officer reads what their own area sent, and not what it keeps to itself.
    May.READ_SENT: {L: OWN, T: ALL, E: ALL},
    # Whoever holds a role in one area reads what areas share with each other.
    May.READ_SHARED: {M: ALL, W: ALL, L: ALL, R: ALL, T: ALL, E: ALL},
    May.GIVE_PARTNERSHIP_READING: {M: OWN, W: OWN},
    May.GIVE_TRUST_READING: {T: ALL},
    May.GIVE_EVALUATOR_READING: {E: ALL},
    May.REVIEW_STORY: {T: ALL},
    May.RECORD_PERMISSIONS: {M: OWN, W: OWN},
    May.READ_PERMISSIONS: {M: OWN, W: OWN, T: ALL},
    # Whoever sees danger may stop it; starting again is decided in one place.
    May.PLACE_HOLD: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL},
    May.LIFT_HOLD: {T: ALL},
    May.ERASE: {T: ALL},
    May.SEE_PORTFOLIO: {T: ALL, E: ALL},
    # An adviser reads what is noted for both; what Local Trust notes for itself stays there.
    May.READ_DESK: {R: OWN, T: ALL},
    May.NOTE_CONTACT: {R: OWN, T: ALL},
    May.KEEP_DESK: {T: ALL},
    May.READ_NAMES: {M: OWN, W: OWN, L: OWN, R: OWN, T: ALL},
    May.CODE: {E: ALL},
    May.INVITE: {T: ALL},
    # Whole years of all areas at once, so it is done by whoever answers for all of them.
    May.MOVE_IN: {T: ALL},
    # Evaluators are guests of the programme and see nobody's address: no part of theirs.
    May.AGREE_POWERS: {T: ALL, A: ALL},
    May.ADMINISTER: {A: ALL},
}
