from partnerships.models.activity import Activity
from partnerships.models.closing import CloseoutStep
from partnerships.models.decision import Decision, Meeting
from partnerships.models.media import MediaItem
from partnerships.models.money import (
    Award,
    Leverage,
    Payment,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.models.organisation import LtoAppointment, Organisation
from partnerships.models.partnership import Partnership, Seat
from partnerships.models.people import Interest, PartnershipReview
from partnerships.models.plan import Action, Plan, Priority
from partnerships.models.regular import DidNotMeet, PaperCard, Regular
from partnerships.models.sturdiness import SturdinessShare
from partnerships.models.versions import PlanVersion, Review

__all__ = [
    "Action",
    "Activity",
    "Award",
    "CloseoutStep",
    "Decision",
    "DidNotMeet",
    "Interest",
    "Leverage",
    "LtoAppointment",
    "MediaItem",
    "Meeting",
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
