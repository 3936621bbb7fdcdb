"""The admin of the programme and its areas."""

from django.contrib import admin

from areas.models import (
    Area,
    AreaCode,
    AreaFacts,
    AreaStage,
    AreaYear,
    LocalAuthority,
    PathwayStep,
    Programme,
    ProgrammeRule,
    Region,
)
from bigstory.core.record_admin import RecordAdmin, Rows, TrackedAdmin
from bigstory.core.word_admin import InForceAdmin, WordAdmin


# Rules and steps are deleted, or refused to be, on the page of each.
class RuleRows(Rows):
    model = ProgrammeRule
    can_delete = False


class StepRows(Rows):
    model = PathwayStep
    can_delete = False


class CodeRows(Rows):
    model = AreaCode


class StageRows(Rows):
    model = AreaStage
    autocomplete_fields = ["step"]


@admin.register(Programme)
class ProgrammeAdmin(WordAdmin, TrackedAdmin):
    list_display = ["name", "slug", "starts", "ends"]
    search_fields = ["name"]
    inlines = [StepRows, RuleRows]


@admin.register(ProgrammeRule)
class ProgrammeRuleAdmin(InForceAdmin):
    list_display = ["name", "value", "unit", "from_date", "programme"]
    list_filter = ["programme"]
    search_fields = ["name", "source"]


@admin.register(PathwayStep)
class PathwayStepAdmin(WordAdmin):
    list_display = ["name", "order", "retired", "programme"]
    list_filter = ["retired", "programme"]
    search_fields = ["name"]


@admin.register(Region)
class RegionAdmin(WordAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(WordAdmin):
    list_display = ["name", "tier", "code"]
    list_filter = ["tier"]
    search_fields = ["name", "code"]


@admin.register(Area)
class AreaAdmin(TrackedAdmin):
    list_display = ["name", "local_name", "region", "wave", "case_study", "is_example"]
    list_filter = ["region", "wave", "case_study", "is_example", "programme"]
    search_fields = ["name", "local_name", "slug", "place"]
    autocomplete_fields = ["region", "authorities"]
    readonly_fields = ["version"]
    inlines = [CodeRows, StageRows]
    view_on_site = True


@admin.register(AreaCode)
class AreaCodeAdmin(RecordAdmin):
    list_display = ["area", "scheme", "code", "vintage"]
    list_filter = ["scheme", "vintage"]
    search_fields = ["area__name", "area__local_name", "code"]
    autocomplete_fields = ["area"]


@admin.register(AreaStage)
class AreaStageAdmin(RecordAdmin):
    list_display = ["area", "step", "status", "starts", "ends"]
    list_filter = ["step", "status"]
    search_fields = ["area__name", "area__local_name"]
    autocomplete_fields = ["area", "step"]


@admin.register(AreaFacts)
class AreaFactsAdmin(RecordAdmin):
    """Counted by the site itself."""

    only_read = True
    numbers = ["waiting", "public_stories"]
    list_display = ["area", "last_activity_on", "last_story_on", *numbers, "plan_ends"]
    list_filter = ["area__region"]
    search_fields = ["area__name", "area__local_name"]


@admin.register(AreaYear)
class AreaYearAdmin(RecordAdmin):
    """Counted by the site itself."""

    only_read = True
    list_display = ["area", "year", "activities", "stories"]
    list_filter = ["year", "area__region"]
    search_fields = ["area__name", "area__local_name"]
