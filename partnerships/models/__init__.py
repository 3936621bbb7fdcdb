from partnerships.models.activity import Activity
from partnerships.models.organisation import LtoAppointment, Organisation
from partnerships.models.partnership import Partnership, Seat
from partnerships.models.plan import Action, Plan, Priority

__all__ = [
    "Action",
    "Activity",
    "LtoAppointment",
    "Organisation",
    "Partnership",
    "Plan",
    "Priority",
    "Seat",
]
