"""Addresses of the partnership's life. One activity's own page shows its stories too, so it is in pages."""

from django.urls import path

from partnerships.views import (
    activities,
    book,
    calendar,
    decisions,
    followed,
    log,
    meetings,
    organisations,
    partnership,
    photos,
    plans,
)

urlpatterns = [
    path("areas/<slug:slug>/log/", log.log, name="log"),
    path("areas/<slug:slug>/photos/", photos.photo_add, name="photo_add"),
    path("areas/<slug:slug>/activities/", activities.activities, name="activities"),
    path("areas/<slug:slug>/plan/", plans.plan_now, name="plan_now"),
    path("areas/<slug:slug>/plan/<int:number>/", plans.plan, name="plan"),
    path("areas/<slug:slug>/partnership/", partnership.partnership, name="partnership"),
    path("areas/<slug:slug>/decisions/", book.decisions, name="decisions"),
    path("areas/<slug:slug>/decisions/new/", decisions.decision_new, name="decision_new"),
    path("areas/<slug:slug>/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("areas/<slug:slug>/decisions/<int:pk>/change/", decisions.decision_change, name="decision_change"),
    path("areas/<slug:slug>/decisions/<int:pk>/followed/", followed.decision_followed, name="decision_followed"),
    path("areas/<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("areas/<slug:slug>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("areas/<slug:slug>/meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("areas/<slug:slug>/meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("areas/<slug:slug>/calendar.ics", calendar.calendar, name="calendar"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
]
