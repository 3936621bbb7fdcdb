"""Stories, people, permissions and stops for administrators: that there is a row, not what it says.

The words change is described in (outcomes, levels, themes …) can be changed here.
"""

from django.contrib import admin
from django.utils.translation import gettext as _

from areas.admin.asking import AddedBySecond
from areas.powers.views.changes import changes_address
from bigstory.core.admin_groups import Group
from bigstory.core.db.choices import Audience
from bigstory.core.record_admin import RecordAdmin, TrackedAdmin
from bigstory.core.word_admin import InForceAdmin, WordAdmin
from outcomes import models
from outcomes.consent.actions.lawful_basis import ask_for_basis
from outcomes.framework.queries import sorted_by


class StoryAdmin(RecordAdmin):
    group = Group.STORIES


class StoryRowAdmin(StoryAdmin):
    only_read = True
    search_fields = ["story__area__name", "=story__pk"]


@admin.register(models.Person)
class PersonAdmin(StoryAdmin):
    only_read = True
    list_display = ["__str__", "area", "added_at", "erased_at"]
    list_filter = ["area__region"]
    search_fields = ["area__name", "=pk"]


@admin.register(models.Guardian)
class GuardianAdmin(StoryAdmin):
    only_read = True
    search_fields = ["=pk"]


@admin.register(models.Appearance, models.StoryMedia, models.Evidence, models.ElsewhereFilm)
class StoryPartAdmin(StoryRowAdmin):
    list_display = ["__str__", "story"]


@admin.register(models.TextDecision)
class TextDecisionAdmin(StoryRowAdmin):
    list_display = ["__str__", "story", "activity"]
    search_fields = [*StoryRowAdmin.search_fields, "activity__area__name", "=activity__pk"]


@admin.register(models.UncheckedWords)
class UncheckedWordsAdmin(StoryAdmin):
    only_read = True
    list_display = ["activity", "how_many"]
    search_fields = ["activity__area__name", "=activity__pk"]


@admin.register(models.Sorting)
class SortingAdmin(StoryRowAdmin):
    list_display = ["__str__", "story", "on", "latest"]


@admin.register(models.PermissionEvent)
class PermissionEventAdmin(StoryRowAdmin):
    list_display = ["__str__", "story", "at"]


@admin.register(models.FollowUp)
class FollowUpAdmin(StoryRowAdmin):
    list_display = ["__str__", "story", "months", "on"]


@admin.register(models.Flag)
class FlagAdmin(StoryRowAdmin):
    list_display = ["__str__", "story", "at", "answered_at"]


@admin.register(models.PermissionWording)
class PermissionWordingAdmin(RecordAdmin):
    """Never changed: another wording is a new version, loaded from its file."""

    group = Group.WORDS
    only_read = True
    list_display = ["use", "version", "language", "from_date"]
    list_filter = ["use", "language"]
    search_fields = ["text"]


@admin.register(models.LawfulBasis)
class LawfulBasisAdmin(AddedBySecond, InForceAdmin):
    """A new one takes a second person or a day. What is on record stays: add one with its day."""

    list_display = ["use", "basis", "controller", "from_date"]
    list_filter = ["use"]
    search_fields = ["basis", "controller"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def ask(self, request, obj):
        by, address = request.user, changes_address(request)
        return ask_for_basis(basis=obj, by=by, address=address)


@admin.register(
    models.Hold,
    models.PersonLink,
    models.Redaction,
    models.Erasure,
    models.ErasureAsked,
    models.OncePublic,
    models.PublishedMedia,
    models.ShareCard,
)
class BareRowAdmin(StoryAdmin):
    only_read = True
    search_fields = ["=pk"]


class TermAdmin(WordAdmin):
    list_display = ["name", "plain", "order", "retired", "programme"]
    list_filter = ["programme", "retired"]
    search_fields = ["name", "plain", "slug"]

    def uses(self, word):
        """An evaluator's view keeps the words it chose by their numbers."""
        found = super().uses(word)
        number = sorted_by(word)
        return found | ({_("views of evaluators"): number} if number else {})


for term in (
    models.ChangeLevel,
    models.Maker,
    models.Driver,
    models.Theme,
    models.Condition,
    models.WayOfWorking,
    models.MaturityWord,
):
    admin.site.register(term, TermAdmin)


@admin.register(models.Outcome)
class OutcomeAdmin(TermAdmin, TrackedAdmin):
    list_display = ["number", "name", "question", "retired", "programme"]
    list_display_links = ["name"]


@admin.register(models.ChangeKind)
class ChangeKindAdmin(TermAdmin):
    list_display = ["name", "level", "order", "retired", "programme"]
    list_filter = ["level", "programme", "retired"]


@admin.register(models.Barrier)
class BarrierAdmin(TermAdmin):
    list_display = ["name", "side", "order", "retired", "programme"]
    list_filter = ["side", "programme", "retired"]


@admin.register(models.Framework)
class FrameworkAdmin(RecordAdmin):
    """Loaded from its file by `manage.py load_framework`, and read-only."""

    group = Group.WORDS
    only_read = True
    list_display = ["version", "programme", "loaded_at"]
    list_filter = ["programme"]
    search_fields = ["version"]


@admin.register(models.ChangeStory)
class ChangeStoryAdmin(StoryAdmin):
    list_display = ["__str__", "area", "state", "audience", "sent_at", "published_at"]
    list_filter = ["state", "audience", "area__region"]
    search_fields = ["area__name", "area__local_name", "=pk"]
    date_hierarchy = "created_at"


@admin.register(models.StoryVersion)
class StoryVersionAdmin(StoryAdmin):
    list_display = ["__str__", "story", "number", "at"]
    search_fields = ["story__area__name", "=story__pk"]


@admin.register(models.Reading)
class ReadingAdmin(StoryAdmin):
    list_display = ["__str__", "story", "outcome", "party", "on", "latest"]
    list_filter = ["party", "outcome", "latest"]
    search_fields = ["story__area__name", "=story__pk"]


@admin.register(models.StoryReview)
class StoryReviewAdmin(StoryAdmin):
    list_display = ["__str__", "story", "verdict", "at"]
    list_filter = ["verdict"]
    search_fields = ["story__area__name", "=story__pk"]


@admin.register(models.Publication)
class PublicationAdmin(StoryAdmin):
    """Those on the open web alone: what a smaller circle reads is not the administrator's to read.

    Its area or Local Trust takes it back on the site, never from here.
    """

    list_display = ["title", "area", "told_on", "published_at"]
    list_filter = ["area__region"]
    search_fields = ["title", "area__name", "area__local_name"]
    date_hierarchy = "told_on"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(circle=Audience.PUBLIC)


@admin.register(models.PublishedReading)
class PublishedReadingAdmin(StoryAdmin):
    only_read = True
    list_display = ["publication", "outcome", "party", "answer"]
    list_filter = ["outcome", "party", "answer"]
    search_fields = ["publication__title"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(publication__circle=Audience.PUBLIC)


@admin.register(models.PriorityOutcome)
class PriorityOutcomeAdmin(RecordAdmin):
    """Chosen on the plan's own page."""

    group = Group.PLANS
    only_read = True
    list_display = ["area", "outcome", "thread"]
    list_filter = ["outcome", "area__region"]
    search_fields = ["area__name", "area__local_name"]
