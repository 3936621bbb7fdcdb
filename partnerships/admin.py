"""Django's admin for whoever keeps the system running: which partnerships and things of theirs
there are, where and when; not what people wrote.
"""

from django.contrib import admin

from bigstory.core.record_admin import RecordAdmin, TrackedAdmin
from bigstory.core.word_admin import WordAdmin
from partnerships import models

IN_AN_AREA = ["area__name", "area__local_name", "=pk"]


@admin.register(models.Partnership)
class PartnershipAdmin(TrackedAdmin):
    list_display = ["name", "area", "formed_on", "legal_form", "incorporated_on"]
    list_filter = ["legal_form", "area__region"]
    search_fields = ["name", *IN_AN_AREA]
    autocomplete_fields = ["area"]


@admin.register(models.Seat)
class SeatAdmin(TrackedAdmin):
    list_display = ["__str__", "partnership", "kind", "votes", "joined", "left"]
    list_filter = ["kind", "votes"]
    search_fields = ["partnership__name", "=pk"]


@admin.register(models.Organisation)
class OrganisationAdmin(TrackedAdmin):
    list_display = ["name", "charity_number", "company_number"]
    search_fields = ["name", "charity_number", "company_number"]


@admin.register(models.LtoAppointment)
class LtoAppointmentAdmin(TrackedAdmin):
    list_display = ["__str__", "area", "organisation", "starts", "ends"]
    list_filter = ["area__region"]
    search_fields = ["organisation__name", *IN_AN_AREA]


@admin.register(models.Plan)
class PlanAdmin(TrackedAdmin):
    list_display = ["__str__", "area", "number", "state", "starts", "ends"]
    list_filter = ["state", "area__region"]
    search_fields = IN_AN_AREA


@admin.register(models.Priority)
class PriorityAdmin(TrackedAdmin):
    list_display = ["__str__", "plan", "order"]
    search_fields = ["plan__area__name", "plan__area__local_name", "=pk"]


@admin.register(models.Action)
class ActionAdmin(TrackedAdmin):
    list_display = ["__str__", "priority", "state", "order"]
    list_filter = ["state"]
    search_fields = ["priority__plan__area__name", "priority__plan__area__local_name", "=pk"]


@admin.register(models.Activity)
class ActivityAdmin(TrackedAdmin):
    list_display = ["__str__", "area", "on", "audience", "logged_at"]
    list_filter = ["audience", "area__region"]
    search_fields = IN_AN_AREA
    date_hierarchy = "on"


@admin.register(models.SpendTheme, models.CloseoutStep)
class SpendThemeAdmin(WordAdmin):
    list_display = ["name", "programme", "order", "retired"]
    list_filter = ["retired"]
    search_fields = ["name"]


@admin.register(
    models.Award, models.Interest, models.Payment, models.Leverage, models.Meeting, models.Decision
)
class TrackedThingAdmin(TrackedAdmin):
    list_display = ["__str__"]
    search_fields = ["=pk"]


@admin.register(
    models.MediaItem,
    models.Regular,
    models.DidNotMeet,
    models.PaperCard,
    models.PlanVersion,
    models.Review,
    models.PartnershipReview,
    models.SpendReport,
    models.SpendLine,
    models.ThemeChange,
    models.SturdinessShare,
    models.OpenForErasing,
)
class ThingAdmin(RecordAdmin):
    """Made and changed on the site's own pages; here one sees that they are there."""

    list_display = ["__str__"]
    search_fields = ["=pk"]
    only_read = True
