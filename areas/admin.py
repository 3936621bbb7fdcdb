"""The programme, its areas, and who holds which role."""

from django.contrib import admin

from areas import models
from areas.people_admin import InvitationAdmin, PersonWithRolesAdmin, RoleAdmin
from bigstory.accounts.models import Invitation, User
from bigstory.core.record_admin import RecordAdmin, Rows, TrackedAdmin

admin.site.register(User, PersonWithRolesAdmin)
admin.site.register(Invitation, InvitationAdmin)
admin.site.register(models.AreaRole, RoleAdmin)


class RuleRows(Rows):
    model = models.ProgrammeRule


class StepRows(Rows):
    model = models.PathwayStep


class CodeRows(Rows):
    model = models.AreaCode


class StageRows(Rows):
    model = models.AreaStage
    autocomplete_fields = ["step"]


@admin.register(models.Programme)
class ProgrammeAdmin(TrackedAdmin):
    list_display = ["name", "slug", "starts", "ends"]
    search_fields = ["name"]
    inlines = [StepRows, RuleRows]


@admin.register(models.ProgrammeRule)
class ProgrammeRuleAdmin(RecordAdmin):
    list_display = ["name", "value", "unit", "from_date", "programme"]
    list_filter = ["programme"]
    search_fields = ["name", "source"]


@admin.register(models.PathwayStep)
class PathwayStepAdmin(RecordAdmin):
    list_display = ["name", "order", "programme"]
    list_filter = ["programme"]
    search_fields = ["name"]


@admin.register(models.Region)
class RegionAdmin(RecordAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]


@admin.register(models.LocalAuthority)
class LocalAuthorityAdmin(RecordAdmin):
    list_display = ["name", "tier", "code"]
    list_filter = ["tier"]
    search_fields = ["name", "code"]


@admin.register(models.Area)
class AreaAdmin(TrackedAdmin):
    list_display = ["name", "local_name", "region", "wave", "case_study", "is_example"]
    list_filter = ["region", "wave", "case_study", "is_example", "programme"]
    search_fields = ["name", "local_name", "slug", "place"]
    autocomplete_fields = ["region", "authorities"]
    readonly_fields = ["version"]
    inlines = [CodeRows, StageRows]
    view_on_site = True


@admin.register(models.AreaCode)
class AreaCodeAdmin(RecordAdmin):
    list_display = ["area", "scheme", "code", "vintage"]
    list_filter = ["scheme", "vintage"]
    search_fields = ["area__name", "area__local_name", "code"]
    autocomplete_fields = ["area"]


@admin.register(models.AreaStage)
class AreaStageAdmin(RecordAdmin):
    list_display = ["area", "step", "status", "starts", "ends"]
    list_filter = ["step", "status"]
    search_fields = ["area__name", "area__local_name"]
    autocomplete_fields = ["area", "step"]


@admin.register(models.AreaFacts)
class AreaFactsAdmin(RecordAdmin):
    """Counted by the site itself."""

    only_read = True
    list_display = [
        "area",
        "last_activity_on",
        "last_story_on",
        "waiting",
        "public_stories",
        "plan_ends",
    ]
    list_filter = ["area__region"]
    search_fields = ["area__name", "area__local_name"]


@admin.register(models.AreaYear)
class AreaYearAdmin(RecordAdmin):
    """Counted by the site itself."""

    only_read = True
    list_display = ["area", "year", "activities", "stories"]
    list_filter = ["year", "area__region"]
    search_fields = ["area__name", "area__local_name"]
