"""People, permissions and stops, for whoever keeps the system running: that there is a row, and not
what it says.
"""

from django.contrib import admin

from bigstory.core.record_admin import RecordAdmin
from outcomes import models


class OfAStory(RecordAdmin):
    only_read = True
    search_fields = ["story__area__name", "=story__pk"]


@admin.register(models.Person)
class PersonAdmin(RecordAdmin):
    only_read = True
    list_display = ["__str__", "area", "added_at", "erased_at"]
    list_filter = ["area__region"]
    search_fields = ["area__name", "=pk"]


@admin.register(models.Guardian)
class GuardianAdmin(RecordAdmin):
    only_read = True
    search_fields = ["=pk"]


@admin.register(
    models.Appearance, models.TextDecision, models.StoryMedia, models.Evidence, models.ElsewhereFilm
)
class StoryPartAdmin(OfAStory):
    list_display = ["__str__", "story"]


@admin.register(models.Sorting)
class SortingAdmin(OfAStory):
    list_display = ["__str__", "story", "on", "latest"]


@admin.register(models.PermissionEvent)
class PermissionEventAdmin(OfAStory):
    list_display = ["__str__", "story", "at"]


@admin.register(models.FollowUp)
class FollowUpAdmin(OfAStory):
    list_display = ["__str__", "story", "months", "on"]


@admin.register(models.Flag)
class FlagAdmin(OfAStory):
    list_display = ["__str__", "story", "at", "answered_at"]


@admin.register(models.PermissionWording)
class PermissionWordingAdmin(RecordAdmin):
    """Never changed: what is asked differently is a new version, loaded from its file."""

    only_read = True
    list_display = ["use", "version", "language", "from_date"]
    list_filter = ["use", "language"]
    search_fields = ["text"]


@admin.register(models.LawfulBasis)
class LawfulBasisAdmin(RecordAdmin):
    list_display = ["use", "basis", "controller", "from_date"]
    list_filter = ["use"]
    search_fields = ["basis", "controller"]


@admin.register(
    models.Hold,
    models.PersonLink,
    models.Redaction,
    models.Erasure,
    models.ErasureAsked,
    models.OncePublic,
)
class KeptApartAdmin(RecordAdmin):
    only_read = True
    search_fields = ["=pk"]
