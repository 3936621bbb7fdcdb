"""The admin of what Local Trust keeps of an area.

People's names, numbers and what was said are not for administrators, so rows are called by a label.
Officers are named on the site.

What is owed and the letters about it are looked at only: their words are between two.
"""

from django.contrib import admin

from areas.models import AreaStanding, Contact, ContactNote, Letter, Officer, Owed
from bigstory.core.admin_groups import Group
from bigstory.core.record_admin import RecordAdmin


@admin.register(Officer)
class OfficerAdmin(RecordAdmin):
    group = Group.AREAS
    only_read = True
    list_display = ["__str__", "area", "starts", "ends"]
    list_filter = ["area__region"]
    search_fields = ["area__name", "area__local_name"]


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    group = Group.AREAS
    only_read = True
    list_display = ["__str__", "area", "starts", "ends"]
    list_filter = ["area__region"]
    search_fields = ["area__name", "area__local_name"]


@admin.register(ContactNote)
class ContactNoteAdmin(RecordAdmin):
    group = Group.AREAS
    only_read = True
    list_display = ["__str__", "area", "kind", "on", "readers"]
    list_filter = ["kind", "area__region"]
    search_fields = ["area__name", "area__local_name"]
    date_hierarchy = "on"


@admin.register(AreaStanding)
class AreaStandingAdmin(RecordAdmin):
    group = Group.AREAS
    list_display = ["area", "standing", "on"]
    list_filter = ["standing", "area__region"]
    search_fields = ["area__name", "area__local_name"]
    autocomplete_fields = ["area"]


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
