"""The admin of what Local Trust keeps of an area.

People's names, numbers and what was said are not for administrators, so rows are called by a label.
Officers are named on the site.
"""

from django.contrib import admin

from areas.models import AreaStanding, Contact, ContactNote, Officer
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
