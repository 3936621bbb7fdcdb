"""Addresses of the partnership's life. One activity's own page shows its stories too, so it is in pages."""

from django.urls import path

from partnerships.views import activities, log, organisations, partnership, plans

urlpatterns = [
    path("areas/<slug:slug>/log/", log.log, name="log"),
    path("areas/<slug:slug>/activities/", activities.activities, name="activities"),
    path("areas/<slug:slug>/plan/", plans.plan_now, name="plan_now"),
    path("areas/<slug:slug>/plan/<int:number>/", plans.plan, name="plan"),
    path("areas/<slug:slug>/partnership/", partnership.partnership, name="partnership"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
]
