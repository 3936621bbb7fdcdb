"""Django's admin for whoever keeps the system running: which partnerships and things of theirs
there are, where and when; not what people wrote.
"""

from django.contrib import admin

from bigstory.core.admin_groups import Group
from bigstory.core.record_admin import RecordAdmin, TrackedAdmin
from bigstory.core.word_admin import WordAdmin
from partnerships import models


def in_an_area(path: str = "area") -> list[str]:
    """What is typed to find things of a place, by how a row leads to its area."""
    return [f"{path}__name", f"{path}__local_name", "=pk"]


# --- partnerships ---
class OfPartnershipsAdmin(RecordAdmin):
    group = Group.PARTNERSHIPS


@admin.register(models.Partnership)
class PartnershipAdmin(TrackedAdmin, OfPartnershipsAdmin):
    list_display = ["name", "area", "formed_on", "legal_form", "incorporated_on"]
    list_filter = ["legal_form", "area__region"]
    search_fields = ["name", *in_an_area()]
    autocomplete_fields = ["area"]


@admin.register(models.Seat)
class SeatAdmin(TrackedAdmin, OfPartnershipsAdmin):
    list_display = ["__str__", "partnership", "kind", "votes", "joined", "left"]
    list_filter = ["kind", "votes", "partnership__area__region"]
    search_fields = ["partnership__name", *in_an_area("partnership__area")]
    date_hierarchy = "joined"


@admin.register(models.Interest)
class InterestAdmin(TrackedAdmin, OfPartnershipsAdmin):
    """Whose it is and when it was declared is between them and their partnership."""

    list_display = ["__str__"]
    search_fields = ["=pk"]


@admin.register(models.PartnershipReview)
class PartnershipReviewAdmin(OfPartnershipsAdmin):
    only_read = True
    list_display = ["__str__", "partnership", "on", "members", "residents", "sent_at"]
    list_filter = ["partnership__area__region"]
    search_fields = ["partnership__name", *in_an_area("partnership__area")]
    date_hierarchy = "on"


@admin.register(models.Organisation)
class OrganisationAdmin(TrackedAdmin, OfPartnershipsAdmin):
    list_display = ["name", "charity_number", "company_number"]
    search_fields = ["name", "charity_number", "company_number"]


@admin.register(models.LtoAppointment)
class LtoAppointmentAdmin(TrackedAdmin, OfPartnershipsAdmin):
    """Appointed and ended on the page of the area, which keeps the roles of officers."""

    only_read = True
    list_display = ["__str__", "area", "organisation", "starts", "ends"]
    list_filter = ["area__region"]
    search_fields = ["organisation__name", *in_an_area()]
    date_hierarchy = "starts"


@admin.register(models.HandOver)
class HandOverAdmin(OfPartnershipsAdmin):
    only_read = True
    list_display = ["area", "giver", "taker", "recorded_at"]
    list_filter = ["area__region"]
    search_fields = ["giver__name", "taker__name", *in_an_area()]
    date_hierarchy = "recorded_at"


@admin.register(models.Officership)
class OfficershipAdmin(OfPartnershipsAdmin):
    """Added and ended on the page of the organisation, which keeps the roles in its areas."""

    only_read = True
    list_display = ["user", "organisation", "starts", "ends"]
    search_fields = ["user__name", "user__email", "organisation__name"]


@admin.register(models.OfficerRight, models.OfficerInvitation)
class OfficerRowAdmin(OfPartnershipsAdmin):
    only_read = True
    list_display = ["__str__"]
    search_fields = ["=pk"]


@admin.register(models.SturdinessShare)
class SturdinessShareAdmin(OfPartnershipsAdmin):
    only_read = True
    list_display = ["__str__", "area", "as_of", "shared_at"]
    list_filter = ["area__region"]
    search_fields = in_an_area()
    date_hierarchy = "as_of"


# --- plans ---
class OfPlansAdmin(RecordAdmin):
    group = Group.PLANS


@admin.register(models.Plan)
class PlanAdmin(TrackedAdmin, OfPlansAdmin):
    list_display = ["__str__", "area", "number", "state", "starts", "ends"]
    list_filter = ["state", "area__region"]
    search_fields = in_an_area()
    date_hierarchy = "starts"


@admin.register(models.Priority)
class PriorityAdmin(TrackedAdmin, OfPlansAdmin):
    list_display = ["__str__", "plan", "order"]
    list_filter = ["plan__area__region"]
    search_fields = in_an_area("plan__area")


@admin.register(models.Action)
class ActionAdmin(TrackedAdmin, OfPlansAdmin):
    list_display = ["__str__", "priority", "state", "order"]
    list_filter = ["state", "priority__plan__area__region"]
    search_fields = in_an_area("priority__plan__area")


@admin.register(models.PlanVersion)
class PlanVersionAdmin(OfPlansAdmin):
    only_read = True
    list_display = ["__str__", "plan", "number", "sent_at"]
    list_filter = ["plan__area__region"]
    search_fields = in_an_area("plan__area")
    date_hierarchy = "sent_at"


@admin.register(models.Review)
class ReviewAdmin(OfPlansAdmin):
    """What Local Trust answered, to a plan, a yearly review or a spend report."""

    only_read = True
    list_display = ["__str__", "plan_version", "partnership_review", "spend_report", "at"]
    list_filter = ["verdict"]
    search_fields = ["=pk"]
    date_hierarchy = "at"


# --- money ---
class OfMoneyAdmin(RecordAdmin):
    group = Group.MONEY


@admin.register(models.Award, models.Payment, models.Leverage)
class MoneyAdmin(TrackedAdmin, OfMoneyAdmin):
    list_display = ["__str__", "area", "on"]
    list_filter = ["area__region"]
    search_fields = in_an_area()
    date_hierarchy = "on"


@admin.register(models.ExpectedPayment)
class ExpectedPaymentAdmin(TrackedAdmin, OfMoneyAdmin):
    """Written down and tied to what was paid on Local Trust's own pages."""

    only_read = True
    list_display = ["__str__", "area", "organisation"]
    list_filter = ["area__region"]
    search_fields = ["organisation__name", *in_an_area()]


@admin.register(models.SpendReport)
class SpendReportAdmin(OfMoneyAdmin):
    only_read = True
    list_display = ["__str__", "area", "organisation", "half_year", "state", "sent_at"]
    list_filter = ["state", "area__region"]
    search_fields = ["organisation__name", *in_an_area()]
    date_hierarchy = "half_year"


@admin.register(models.SpendLine)
class SpendLineAdmin(OfMoneyAdmin):
    only_read = True
    list_display = ["__str__", "report__area", "report__half_year"]
    list_filter = ["report__area__region"]
    search_fields = in_an_area("report__area")
    date_hierarchy = "report__half_year"


@admin.register(models.ThemeChange)
class ThemeChangeAdmin(OfMoneyAdmin):
    only_read = True
    list_display = ["__str__", "line__report__area", "at"]
    list_filter = ["line__report__area__region"]
    search_fields = in_an_area("line__report__area")
    date_hierarchy = "at"


@admin.register(models.SpendTheme, models.CloseoutStep)
class MoneyWordAdmin(WordAdmin):
    list_display = ["name", "programme", "order", "retired"]
    list_filter = ["retired"]
    search_fields = ["name"]


# --- meetings and decisions ---
class OfDecisionsAdmin(RecordAdmin):
    group = Group.DECISIONS
    list_filter = ["area__region"]
    search_fields = in_an_area()


@admin.register(models.Meeting)
class MeetingAdmin(TrackedAdmin, OfDecisionsAdmin):
    list_display = ["__str__", "area", "starts_at", "cancelled"]
    list_filter = ["cancelled", "area__region"]
    date_hierarchy = "starts_at"


@admin.register(models.Decision)
class DecisionAdmin(TrackedAdmin, OfDecisionsAdmin):
    list_display = ["__str__", "area", "on", "recorded_at"]
    date_hierarchy = "on"


# --- activities and files ---
class OfActivitiesAdmin(RecordAdmin):
    group = Group.ACTIVITIES


@admin.register(models.Activity)
class ActivityAdmin(TrackedAdmin, OfActivitiesAdmin):
    list_display = ["__str__", "area", "on", "audience", "logged_at"]
    list_filter = ["audience", "area__region"]
    search_fields = in_an_area()
    date_hierarchy = "on"


@admin.register(models.MediaItem)
class MediaItemAdmin(OfActivitiesAdmin):
    only_read = True
    list_display = ["__str__", "area", "kind", "bytes", "unready", "added_at"]
    list_filter = ["kind", "area__region"]
    search_fields = in_an_area()
    date_hierarchy = "added_at"


@admin.register(models.Regular)
class RegularAdmin(OfActivitiesAdmin):
    only_read = True
    list_display = ["__str__", "area", "every", "starts", "ends"]
    list_filter = ["area__region"]
    search_fields = in_an_area()


@admin.register(models.PaperCard)
class PaperCardAdmin(OfActivitiesAdmin):
    only_read = True
    list_display = ["__str__", "area", "made_at"]
    list_filter = ["area__region"]
    search_fields = in_an_area()
    date_hierarchy = "made_at"


@admin.register(models.DidNotMeet)
class DidNotMeetAdmin(OfActivitiesAdmin):
    only_read = True
    list_display = ["__str__"]
    search_fields = ["=pk"]


# --- the site itself ---
@admin.register(models.OpenForErasing)
class OpenForErasingAdmin(RecordAdmin):
    """Sent spending is open to a change while somebody is being forgotten, and not otherwise."""

    group = Group.ITSELF
    only_read = True
    list_display = ["__str__"]
    search_fields = ["=pk"]
