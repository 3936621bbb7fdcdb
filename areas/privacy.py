"""What the fields of areas are. A neighbourhood, its codes and its steps are public by nature.

See core/privacy/fields.py.
"""

from django.db.models import Q

from bigstory.core.privacy.erasing import Subject, erasing
from bigstory.core.privacy.fields import declare
from bigstory.core.privacy.places import located

declare(
    "areas.Programme",
    public="""slug name strapline about hypothesis words source starts ends
        licence licence_url licence_source""",
    system="id",
)
declare("areas.ProgrammeRule", public="programme name value unit from_date source", system="id")
declare("areas.PathwayStep", public="programme slug name order retired", system="id")
declare("areas.Region", public="slug name order", system="id")
declare("areas.LocalAuthority", public="name tier code", system="id")
declare(
    "areas.Area",
    public="""programme slug name local_name aliases place region authorities settings wave
        case_study latitude longitude position_source population population_year
        status summary picture starts ends""",
    programme="basis note source",
    system="id version is_example",
)
declare(
    "areas.HistoricalArea_authorities",
    public="area localauthority",
    system="id history m2m_history_id",
)
declare("areas.FormerAddress", public="slug area until", system="id")
declare("areas.AreaCode", public="area scheme code vintage", system="id")
declare("areas.AreaStage", public="area step status starts ends", system="id")
declare("areas.AreaStanding", public="area standing on", system="id")
declare(
    "areas.AreaFacts",
    public="area plan_ends public_stories",
    programme="""last_activity_on last_story_on last_plan_on last_spending_on last_yearly_on
        last_shared_on last_letter_on last_contact_on last_heard_on""",
)
declare("areas.AreaYear", public="area year", programme="activities stories", system="id")
declare(
    "areas.AreaRole",
    about_accounts=True,
    personal="user granted_by",
    programme="role area starts ends",
    system="id",
)
declare(
    "areas.PowerChange",
    about_accounts=True,
    personal="person invitation address asked_by agreed_by stopped_by",
    programme="what area data asked_at due state ended_at",
    system="id digest",
)
erasing("areas.PowerChange", by="person", blank="address")


def _their_contacts(subject: Subject) -> Q:
    """Contacts that somebody said are them."""
    return Q(id__in=subject.ids("areas.contact"))


declare(
    "areas.Officer",
    personal="user covers named_by",
    programme="area starts ends",
    system="id named_at",
)
# Telephone numbers and addresses: for Local Trust and the area's own Rep, and for nobody else.
declare(
    "areas.Contact",
    personal="name there_for phone email reached",
    programme="area starts ends",
    system="id version rung_first",
)
declare(
    "areas.ContactNote",
    private="about next_step",
    personal="spoken_to noted_by noted_by_name contact",
    programme="area kind on next_by done_on readers",
    system="id version noted_at",
)
erasing("areas.Contact", by=_their_contacts, blank="name there_for phone email reached")
erasing("areas.ContactNote", named="spoken_to")
erasing("areas.ContactNote", by="noted_by", blank="noted_by_name")
declare(
    "areas.Owed",
    personal="taken_by",
    programme="area kind about thing owes sent due answered",
    system="id",
)
declare(
    "areas.Letter",
    private="words",
    personal="writer writer_name",
    programme="area about thing side asks at",
    system="id",
)
erasing("areas.Letter", by="writer", blank="writer_name")

# --- where somebody's name may stand, and in which area an account is known
located("areas.Contact", area="area", people=True)
located("areas.ContactNote", area="area")
located("areas.Area", area="id", derived="slug settings status aliases")
located("areas.Letter", area="area")
located("accounts.User", area="area_roles__area", people=True)
