"""Who the fields of partnerships are for (public, programme, private, personal, system), and what
becomes of the personal ones when somebody is erased.

A plan is public once endorsed, and private words until then.
"""

from django.db.models import Q

from bigstory.core.folding import fold
from bigstory.core.privacy.erasing import Subject, erasing
from bigstory.core.privacy.fields import declare
from bigstory.core.privacy.places import located
from partnerships.models import Organisation

declare(
    "partnerships.Partnership",
    public="area name formed_on legal_form incorporated_on organisation closed_on",
    system="id version",
)
declare(
    "partnerships.Seat",
    personal="name role user",
    programme="partnership kind votes joined left named_outside",
    system="id version",
)
declare(
    "partnerships.Organisation",
    public="name about charity_number company_number",
    personal="contact_name contact_phone",
    system="id version folded",
)
declare(
    "partnerships.LtoAppointment",
    public="area organisation starts ends",
    private="agreement signed_by_them signed_by_us note why_ended",
    system="id version",
)
declare(
    "partnerships.HandOver",
    private="amount giver_said taker_said",
    personal="giver_said_by taker_said_by recorded_by",
    programme="area giver taker",
    system="id recorded_at",
)
declare(
    "partnerships.Officership",
    about_accounts=True,
    personal="user added_by",
    programme="organisation starts ends",
    system="id",
)
declare("partnerships.OfficerRight", system="id officership appointment role kept_until")
declare("partnerships.OfficerInvitation", system="id invitation organisation")
declare(
    "partnerships.Plan",
    private="title vision legacy_statement",
    public="area number kind follows state starts ends",
    system="id version",
)
declare(
    "partnerships.Priority",
    private="own_words need how_we_know",
    public="plan",
    system="id thread version order",
)
declare(
    "partnerships.Action",
    private="title due cost",
    personal="lead",
    public="priority state",
    system="id thread order",
)
declare(
    "partnerships.Activity",
    private="title what_happened came counted volunteers hours cost led_by",
    personal="logged_by logged_by_name told_by",
    programme="area on until action regular audience",
    system="id version logged_at",
)
declare(
    "partnerships.MediaItem",
    private="alt_text caption people transcript captions",
    personal="credit added_by",
    programme="area activity meeting kind for_story",
    system="id name width height bytes seconds unready order added_at",
)
declare(
    "partnerships.Regular",
    private="title led_by",
    personal="added_by",
    programme="area action every audience starts ends",
    system="id version",
)
declare("partnerships.DidNotMeet", private="regular on", personal="said_by", system="id")
declare(
    "partnerships.PaperCard",
    private="code",
    personal="made_by",
    programme="area regular",
    system="id made_at",
)
declare(
    "partnerships.PlanVersion",
    private="words note",
    personal="sent_by sent_by_name",
    programme="plan number sent_at",
    system="id",
)
declare(
    "partnerships.Review",
    private="words",
    personal="reviewer reviewer_name",
    programme="plan_version partnership_review spend_report verdict at",
    system="id",
)
declare(
    "partnerships.Interest",
    private="kind about what_was_done declared_on ended_on",
    personal="seat",
    system="id version",
)
declare(
    "partnerships.PartnershipReview",
    private="note",
    personal="sent_by sent_by_name",
    programme=(
        "partnership since on members residents votes resident_votes joined left stayed sent_at"
    ),
    system="id",
)
# Totals of money are public; each line is for those who may read money.
declare("partnerships.Award", public="area amount on", private="what source", system="id")
declare(
    "partnerships.Payment",
    private="amount contribution what",
    personal="entered_by",
    programme="area organisation",
    system="id on",
)
declare(
    "partnerships.ExpectedPayment",
    private="amount what waits_for waits_words due dropped",
    personal="added_by",
    programme="area organisation payment",
    system="id version",
)
declare(
    "partnerships.CloseoutStep",
    public="programme slug name plain source retired",
    system="id order",
)
declare("partnerships.SpendTheme", public="programme slug name source retired", system="id order")
declare(
    "partnerships.SpendReport",
    private="note",
    personal="sent_by sent_by_name",
    programme="area organisation half_year state sent_at",
    system="id",
)
declare("partnerships.OpenForErasing", system="id")
declare(
    "partnerships.SpendLine",
    private="heading amount note corrects priority theme",
    programme="report",
    system="id",
)
declare(
    "partnerships.ThemeChange",
    private="because was now",
    personal="by",
    programme="line",
    system="id at",
)
declare(
    "partnerships.Leverage",
    private="kind amount hours from_whom what how_valued",
    personal="entered_by",
    programme="area action",
    system="id on",
)
declare(
    "partnerships.Meeting",
    private=(
        "what place about minutes said residents workers partners lto_people reps councillors "
        "funder_people visitors"
    ),
    personal="added_by",
    programme="area cancelled",
    system="id version starts_at",
)
declare(
    "partnerships.Decision",
    private=(
        "title options because pounds raised_by decided_by residents workers lto_people "
        "reps councillors others"
    ),
    personal="raised_by_name recorded_by recorded_by_name",
    programme="area meeting activities actions spend_lines leverage",
    system="id version on recorded_at",
)
declare(
    "partnerships.SturdinessShare",
    private="signals words",
    personal="shared_by",
    programme="area as_of",
    system="id shared_at",
)

# --- when somebody is erased: what they did stays; that it was they who did it goes ---


def _their_seats(subject: Subject) -> Q:
    """Seats of their account, and those that somebody said are theirs."""
    seats = Q(id__in=subject.ids("partnerships.seat"))
    return seats | Q(user__in=subject.ids("accounts.user"))


def _their_contact(subject: Subject) -> Q:
    """Organisations at which they are the one to ring."""
    names = {fold(name) for name in subject.names}
    rows = Organisation.objects.exclude(contact_name="").values_list("pk", "contact_name")
    return Q(pk__in=[pk for pk, name in rows if fold(name) in names])


erasing("partnerships.Organisation", by=_their_contact, blank="contact_phone")
erasing("partnerships.Organisation", named="contact_name")
erasing("partnerships.Seat", by=_their_seats, blank="name role")
erasing("partnerships.Action", named="lead")
erasing("partnerships.Activity", by="logged_by", blank="logged_by_name")
erasing("partnerships.Activity", named="told_by")
erasing("partnerships.MediaItem", named="credit")
erasing("partnerships.PlanVersion", by="sent_by", blank="sent_by_name")
erasing("partnerships.Review", by="reviewer", blank="reviewer_name")
erasing("partnerships.PartnershipReview", by="sent_by", blank="sent_by_name")
erasing("partnerships.SpendReport", by="sent_by", blank="sent_by_name")
erasing("partnerships.Decision", by="recorded_by", blank="recorded_by_name")
erasing("partnerships.Decision", named="raised_by_name")

# --- where somebody's name may stand
located("partnerships.Seat", area="partnership__area", people=True)
located("partnerships.Partnership partnerships.Plan partnerships.Award", area="area")
located("partnerships.ExpectedPayment", area="area")
located("partnerships.Payment partnerships.Leverage partnerships.Regular", area="area")
located("partnerships.Activity partnerships.Meeting partnerships.Decision", area="area")
located("partnerships.MediaItem partnerships.SpendReport", area="area")
located("partnerships.SturdinessShare partnerships.LtoAppointment", area="area")
located("partnerships.Organisation", area="appointments__area", derived="folded")
located("partnerships.Interest", area="seat__partnership__area")
located("partnerships.PartnershipReview", area="partnership__area")
located("partnerships.Priority partnerships.PlanVersion", area="plan__area")
located("partnerships.Action", area="priority__plan__area")
located("partnerships.SpendLine", area="report__area")
located("partnerships.ThemeChange", area="line__report__area")
located(
    "partnerships.Review",
    area="plan_version__plan__area partnership_review__partnership__area spend_report__area",
)
