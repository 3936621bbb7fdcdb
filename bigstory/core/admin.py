"""What the site keeps of itself, to look at: the audit, what was closed, tasks, letters, limits."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from bigstory.core.admin_groups import Group
from bigstory.core.closings.models import Closing
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.limits.counting import Limit
from bigstory.core.moving.models import Matching, SentFile, SentRow
from bigstory.core.record_admin import RecordAdmin
from bigstory.core.work.models import Mail, Task, Worker


@admin.register(AuditLine)
class AuditLineAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["at", "verb", "target", "area", "actor"]
    list_filter = ["verb"]
    search_fields = ["verb", "target", "area", "=actor"]
    date_hierarchy = "at"


@admin.register(Closing)
class ClosingAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["kind", "what", "at", "written_at"]
    list_filter = ["kind"]
    search_fields = ["what"]
    date_hierarchy = "at"


@admin.register(FormToken)
class FormTokenAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["token", "user", "result", "at"]
    search_fields = ["user__email", "result"]


@admin.register(Unsaved)
class UnsavedAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["pk", "is_draft", "at"]
    search_fields = ["=pk"]
    list_filter = ["is_draft"]


@admin.register(Mail)
class MailAdmin(RecordAdmin):
    """Which letters went, and which did not; never what they say."""

    group = Group.ITSELF
    only_read = True
    list_display = ["kind", "at", "tries", "ended", "given_up", "fault"]
    list_filter = ["kind"]
    search_fields = ["kind", "fault", "about"]
    date_hierarchy = "at"


@admin.register(Task)
class TaskAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["name", "at", "due", "tries", "ended", "given_up", "fault"]
    list_filter = ["name"]
    search_fields = ["name", "fault"]
    date_hierarchy = "at"


@admin.register(SentFile)
class SentFileAdmin(RecordAdmin):
    """Which files were moved in; never what they say."""

    group = Group.ITSELF
    only_read = True
    list_display = ["noun", "at", "state", "all_rows", "checksum", "moved_at"]
    list_filter = ["noun", "state"]
    search_fields = ["=checksum"]
    date_hierarchy = "at"


@admin.register(SentRow)
class SentRowAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["number", "outcome", "target", "taken_back"]
    list_filter = ["outcome"]
    search_fields = ["=file__id"]


@admin.register(Matching)
class MatchingAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["noun", "at"]
    list_filter = ["noun"]
    search_fields = ["=headings"]


@admin.register(Worker)
class WorkerAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["started", "seen"]
    search_fields = ["=pk"]


@admin.register(Limit)
class LimitAdmin(RecordAdmin):
    group = Group.ITSELF
    only_read = True
    list_display = ["key", "number", "over_at"]
    search_fields = ["=key"]


@admin.register(LogEntry)
class LogEntryAdmin(RecordAdmin):
    """What administrators changed in here. Nobody changes a row with private words, so no label of
    one has any.
    """

    plain_name = _("what administrators changed here")
    group = Group.ITSELF
    only_read = True
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag"]
    list_filter = ["action_flag", "content_type"]
    search_fields = ["user__email", "object_repr"]
    date_hierarchy = "action_time"
