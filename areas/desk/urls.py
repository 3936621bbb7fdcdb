"""Addresses of what Local Trust keeps of an area. The desk itself joins apps, so it is in pages."""

from django.urls import path

from areas.desk.views import contacts, notes, officers

DESK = "areas/<slug:slug>/desk/"

urlpatterns = [
    path("officers/", officers.officers, name="officers"),
    path("officers/name/", officers.officer_name, name="officer_name"),
    path("officers/hand-over/", officers.officer_hand_over, name="officer_hand_over"),
    path("officers/cover/", officers.officer_cover, name="officer_cover"),
    path(f"{DESK}contacts/new/", contacts.contact_new, name="contact_new"),
    path(f"{DESK}contacts/<int:pk>/", contacts.contact_change, name="contact_change"),
    path(f"{DESK}notes/", notes.contact_notes, name="contact_notes"),
    path(f"{DESK}notes/new/", notes.contact_note_new, name="contact_note_new"),
    path(f"{DESK}notes/<int:pk>/", notes.contact_note_change, name="contact_note_change"),
    path(f"{DESK}notes/<int:pk>/done/", notes.contact_step_done, name="contact_step_done"),
]
