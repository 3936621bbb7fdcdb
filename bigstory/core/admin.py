"""The audit, the form tokens and Django's own log, to be looked at."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.record_admin import RecordAdmin


@admin.register(AuditLine)
class AuditLineAdmin(RecordAdmin):
    only_read = True
    list_display = ["at", "verb", "target", "area", "actor"]
    list_filter = ["verb"]
    search_fields = ["verb", "target", "area", "=actor"]
    date_hierarchy = "at"


@admin.register(FormToken)
class FormTokenAdmin(RecordAdmin):
    only_read = True
    list_display = ["token", "user", "result", "at"]
    search_fields = ["user__email", "result"]


@admin.register(Unsaved)
class UnsavedAdmin(RecordAdmin):
    only_read = True
    list_display = ["pk", "is_draft", "at"]
    search_fields = ["=pk"]
    list_filter = ["is_draft"]


@admin.register(LogEntry)
class LogEntryAdmin(RecordAdmin):
    """What administrators changed in here.

    Its own labels were written while neutral ones were in force.
    """

    only_read = True
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag"]
    list_filter = ["action_flag", "content_type"]
    search_fields = ["user__email", "object_repr"]
    date_hierarchy = "action_time"
