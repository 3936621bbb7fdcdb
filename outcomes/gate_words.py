"""What the gate says, in sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from outcomes.gate import Reason

SENTENCES = {
    Reason.HOLD: _("Somebody put a stop to it. It stays in until the stop is lifted."),
    Reason.NOT_ACCEPTED: _("It has not been accepted, so not everybody can read it."),
    Reason.OWN_APPROVAL: _("Nobody but its own writer has looked at it. Somebody else has to."),
    Reason.NOT_FOR_EVERYBODY: _("The area did not choose “Everybody” for this story."),
    Reason.NOT_YET: _("Only the partnership reads it until the day it chose."),
    Reason.LIST_OPEN: _("Nobody has confirmed yet who can be recognised in it."),
    Reason.SOMEBODY_UNKNOWN: _(
        "Somebody in it could not be named. Cover them, or find out who they are."
    ),
    Reason.WORDS_UNCHECKED: _(
        "Some words look like somebody’s name, number or address. Decide about each."
    ),
    Reason.NOT_CLEANED: _("What was covered in it has not been looked at by a second person."),
    Reason.CHILD_SEEN: _("Somebody under 18 can be recognised in it."),
    Reason.AGE_UNKNOWN: _("Somebody can be recognised whose age nobody knows."),
    Reason.CHILD_SAID_NO: _("A child in it said no."),
    Reason.CHILD_NOT_ASKED: _("A child in it has not said yes themselves."),
    Reason.NO_GUARDIAN: _("Nobody who answers for a child in it has said yes."),
    Reason.SAID_NO: _("Somebody in it said no."),
    Reason.NOT_ASKED: _("Somebody can be recognised in it and has not been asked yet."),
    Reason.RAN_OUT: _("Somebody’s permission has run out. Ask them again."),
    Reason.OLD_WORDS: _(
        "Nobody knows what somebody in it was told when they said yes. Ask them again."
    ),
}


def in_words(reasons: list[Reason]) -> list[str]:
    return [str(SENTENCES[reason]) for reason in reasons]
