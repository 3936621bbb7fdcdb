"""The admin of the programme and its areas."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.admin.forms import WORD_FIELDS, AreaForm, ProgrammeForm
from areas.models import (
    Area,
    AreaCode,
    AreaFacts,
    AreaStage,
    AreaYear,
    FormerAddress,
    LocalAuthority,
    PathwayStep,
    Programme,
    ProgrammeRule,
    Region,
)
from areas.places.actions import leave_address
from bigstory.accounts.somebody import signed_in
from bigstory.core.admin_groups import Group
from bigstory.core.record_admin import RecordAdmin, Rows, TrackedAdmin
from bigstory.core.word_admin import InForceAdmin, WordAdmin


# Rules and steps are deleted, or refused to be, on the page of each.
class RuleRows(Rows):
    """A rule that holds is not changed here: another one is added, from its own day on."""

    model = ProgrammeRule
    can_delete = False
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StepRows(Rows):
    """A step is changed on its own page, where it keeps its slug."""

    model = PathwayStep
    can_delete = False
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CodeRows(Rows):
    model = AreaCode


class StageRows(Rows):
    model = AreaStage
    autocomplete_fields = ["step"]


@admin.register(Programme)
class ProgrammeAdmin(WordAdmin, TrackedAdmin):
    form = ProgrammeForm
    fieldsets = [
        (None, {"fields": ["slug", "name", "strapline", "about", "hypothesis", "source"]}),
        (_("Licence"), {"fields": ["licence", "licence_url", "licence_source"]}),
        (_("When it runs"), {"fields": ["starts", "ends"]}),
        (_("What it calls things"), {"fields": WORD_FIELDS}),
    ]
    list_display = ["name", "slug", "starts", "ends"]
    search_fields = ["name"]
    inlines = [StepRows, RuleRows]


@admin.register(ProgrammeRule)
class ProgrammeRuleAdmin(InForceAdmin):
    # Pages ask for a rule by its name: one that is in force keeps its name and its day.
    said_once = ["programme", "name", "from_date"]
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
    group = Group.AREAS
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(WordAdmin):
    group = Group.AREAS
    list_display = ["name", "tier", "code"]
    list_filter = ["tier"]
    search_fields = ["name", "code"]


@admin.register(Area)
class AreaAdmin(TrackedAdmin):
    group = Group.AREAS
    form = AreaForm
    list_display = ["name", "local_name", "region", "wave", "case_study", "is_example"]
    list_filter = ["region", "wave", "case_study", "is_example", "programme"]
    search_fields = ["name", "local_name", "slug", "place"]
    autocomplete_fields = ["region", "authorities"]
    readonly_fields = ["version"]
    inlines = [CodeRows, StageRows]
    view_on_site = True

    def save_model(self, request: HttpRequest, obj: Area, form: AreaForm, change: bool) -> None:
        was = Area.objects.filter(pk=obj.pk).values_list("slug", flat=True).first()
        super().save_model(request, obj, form, change)  # type: ignore[no-untyped-call]
        if was and was != obj.slug:
            leave_address(obj, was=was, by=signed_in(request))
            messages.info(request, _now("Its former address leads to the new one."))


@admin.register(FormerAddress)
class FormerAddressAdmin(RecordAdmin):
    """Written when an area's address is changed."""

    group = Group.AREAS
    only_read = True
    list_display = ["slug", "area", "until"]
    search_fields = ["slug", "area__name", "area__local_name"]


@admin.register(AreaCode)
class AreaCodeAdmin(RecordAdmin):
    group = Group.AREAS
    list_display = ["area", "scheme", "code", "vintage"]
    list_filter = ["scheme", "vintage"]
    search_fields = ["area__name", "area__local_name", "code"]
    autocomplete_fields = ["area"]


@admin.register(AreaStage)
class AreaStageAdmin(RecordAdmin):
    group = Group.AREAS
    list_display = ["area", "step", "status", "starts", "ends"]
    list_filter = ["step", "status"]
    search_fields = ["area__name", "area__local_name"]
    autocomplete_fields = ["area", "step"]


@admin.register(AreaFacts)
class AreaFactsAdmin(RecordAdmin):
    """Counted by the site itself."""

    group = Group.ITSELF
    only_read = True
    numbers = ["public_stories"]
    list_display = ["area", "last_heard_on", "last_activity_on", "last_story_on", *numbers]
    list_filter = ["area__region"]
    search_fields = ["area__name", "area__local_name"]


@admin.register(AreaYear)
class AreaYearAdmin(RecordAdmin):
    """Counted by the site itself."""

    group = Group.ITSELF
    only_read = True
    list_display = ["area", "year", "activities", "stories"]
    list_filter = ["year", "area__region"]
    search_fields = ["area__name", "area__local_name"]
