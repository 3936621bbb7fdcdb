"""What the fields of partnerships are. A plan is public once endorsed, and private words until then."""

from bigstory.core.privacy import declare

declare("partnerships.Partnership", public="area name formed_on legal_form incorporated_on", system="id")
declare(
    "partnerships.Seat",
    personal="name role",
    programme="partnership kind votes joined left",
    system="id",
)
declare("partnerships.Organisation", public="name about charity_number company_number", system="id")
declare("partnerships.LtoAppointment", public="area organisation starts ends", private="agreement", system="id")
declare(
    "partnerships.Plan",
    private="title vision legacy_statement",
    public="area number state starts ends",
    system="id version",
)
declare("partnerships.Priority", private="own_words need how_we_know", public="plan", system="id order")
declare(
    "partnerships.Action",
    private="title due cost",
    personal="lead",
    public="priority state",
    system="id order",
)
declare(
    "partnerships.Activity",
    private="title what_happened came counted volunteers hours cost led_by",
    personal="logged_by logged_by_name",
    programme="area on until action audience",
    system="id version logged_at",
)
