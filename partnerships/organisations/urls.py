"""Addresses of the organisations that hold money, and of who holds that of an area."""

from django.urls import path

from partnerships.organisations.views import handed, holders, officers, organisations

HOLDER = "areas/<slug:slug>/desk/holder/"

urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<int:pk>/change/",
        organisations.organisation_change,
        name="organisation_change",
    ),
    path("organisations/<int:pk>/officers/new/", officers.officer_new, name="officer_new"),
    path("organisations/officers/<int:pk>/end/", officers.officer_end, name="officer_end"),
    path(HOLDER, holders.holder, name="holder"),
    path(f"{HOLDER}find/", holders.holder_find, name="holder_find"),
    path(f"{HOLDER}appoint/<int:organisation>/", holders.holder_appoint, name="holder_appoint"),
    path(f"{HOLDER}<int:pk>/", holders.holder_change, name="holder_change"),
    path(f"{HOLDER}<int:pk>/end/", holders.holder_end, name="holder_end"),
    path(f"{HOLDER}handed/by/<int:organisation>/", handed.hand_on_new, name="hand_on_new"),
    path(f"{HOLDER}handed/<int:pk>/", handed.handed, name="handed"),
]
