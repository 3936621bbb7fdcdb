"""The admin of what is owed and of letters, to be looked at: their words are between two."""

from django.contrib import admin

from areas.models import Letter, Owed
from bigstory.core.admin_groups import Group
from bigstory.core.record_admin import RecordAdmin


@admin.register(Owed)
class OwedAdmin(RecordAdmin):
    """Written by the site itself, where things are sent and answered."""

    group = Group.ITSELF
    only_read = True
    list_display = ["kind", "area", "owes", "sent", "due", "answered"]
    list_filter = ["kind", "owes", "area__region"]
    search_fields = ["area__name", "area__local_name"]
    date_hierarchy = "sent"


@admin.register(Letter)
class LetterAdmin(RecordAdmin):
    group = Group.AREAS
    only_read = True
    list_display = ["about", "area", "side", "asks", "at"]
    list_filter = ["about", "side", "area__region"]
    search_fields = ["area__name", "area__local_name"]
    date_hierarchy = "at"
