"""Addresses of what Local Trust keeps of an area. The desk itself joins apps, so it is in pages."""

from django.urls import path

from areas.desk.views import contacts, facts, letters, notes, officers, owed, steps

DESK = "areas/<slug:slug>/desk/"

urlpatterns = [
    path("officers/", officers.officers, name="officers"),
    path("officers/name/", officers.officer_name, name="officer_name"),
    path("officers/hand-over/", officers.officer_hand_over, name="officer_hand_over"),
    path("officers/cover/", officers.officer_cover, name="officer_cover"),
    path(f"{DESK}contacts/new/", contacts.contact_new, name="contact_new"),
    path(f"{DESK}contacts/<int:pk>/", contacts.contact_change, name="contact_change"),
    path(f"{DESK}facts/", facts.area_facts, name="area_facts"),
    path(f"{DESK}facts/government/", facts.area_facts_government, name="area_facts_government"),
    path(
        f"{DESK}facts/government/<int:pk>/away/",
        facts.area_facts_government_away,
        name="area_facts_government_away",
    ),
    path(f"{DESK}facts/codes/", facts.area_facts_codes, name="area_facts_codes"),
    path(
        f"{DESK}facts/codes/<int:pk>/away/", facts.area_facts_code_away, name="area_facts_code_away"
    ),
    path(f"{DESK}steps/", steps.area_steps, name="area_steps"),
    path(f"{DESK}steps/standing/", steps.area_step_standing, name="area_step_standing"),
    path(
        f"{DESK}steps/standing/<int:pk>/away/",
        steps.area_step_standing_away,
        name="area_step_standing_away",
    ),
    path(f"{DESK}notes/", notes.contact_notes, name="contact_notes"),
    path(f"{DESK}notes/new/", notes.contact_note_new, name="contact_note_new"),
    path(f"{DESK}notes/<int:pk>/", notes.contact_note_change, name="contact_note_change"),
    path(f"{DESK}notes/<int:pk>/done/", notes.contact_step_done, name="contact_step_done"),
    path("letters/<slug:kind>/<int:pk>/", letters.letters, name="letters"),
    path("reviews/owed/<int:pk>/take/", owed.owed_take, name="owed_take"),
]
