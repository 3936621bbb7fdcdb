"""The models of every subject, where Django looks for them."""

from partnerships.decisions.models import Decision, Meeting
from partnerships.log.models.activity import Activity
from partnerships.log.models.media import MediaItem
from partnerships.log.models.regular import DidNotMeet, PaperCard, Regular
from partnerships.money.models.expected import ExpectedPayment
from partnerships.money.models.ledger import Award, CloseoutStep, Leverage, Payment
from partnerships.money.models.spending import (
    OpenForErasing,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.organisations.models import (
    HandOver,
    LtoAppointment,
    OfficerInvitation,
    OfficerRight,
    Officership,
    Organisation,
)
from partnerships.plan.models.plan import Action, Plan, PlanVersion, Priority, Review
from partnerships.signals.models import SturdinessShare
from partnerships.table.models import Interest, Partnership, PartnershipReview, Seat

__all__ = [
    "Action",
    "Activity",
    "Award",
    "CloseoutStep",
    "Decision",
    "DidNotMeet",
    "ExpectedPayment",
    "HandOver",
    "Interest",
    "Leverage",
    "LtoAppointment",
    "MediaItem",
    "Meeting",
    "OfficerInvitation",
    "OfficerRight",
    "Officership",
    "OpenForErasing",
    "Organisation",
    "PaperCard",
    "Partnership",
    "PartnershipReview",
    "Payment",
    "Plan",
    "PlanVersion",
    "Priority",
    "Regular",
    "Review",
    "Seat",
    "SpendLine",
    "SpendReport",
    "SpendTheme",
    "SturdinessShare",
    "ThemeChange",
]
