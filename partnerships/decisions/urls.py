"""Addresses of decisions, meetings and the calendar."""

from django.urls import path

from partnerships.decisions.views import calendar, decisions, meetings, minutes

urlpatterns = [
    path("areas/<slug:slug>/decisions/", decisions.decisions, name="decisions"),
    path("areas/<slug:slug>/decisions/new/", decisions.decision_new, name="decision_new"),
    path("areas/<slug:slug>/decisions/<int:pk>/", decisions.decision, name="decision"),
    path(
        "areas/<slug:slug>/decisions/<int:pk>/change/",
        decisions.decision_change,
        name="decision_change",
    ),
    path(
        "areas/<slug:slug>/decisions/<int:pk>/followed/",
        decisions.decision_followed,
        name="decision_followed",
    ),
    path("areas/<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("areas/<slug:slug>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("areas/<slug:slug>/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path(
        "areas/<slug:slug>/meetings/<int:pk>/minutes/",
        minutes.meeting_minutes,
        name="meeting_minutes",
    ),
    path(
        "areas/<slug:slug>/meetings/<int:pk>/change/",
        meetings.meeting_change,
        name="meeting_change",
    ),
    path(
        "areas/<slug:slug>/meetings/<int:pk>/cancel/",
        meetings.meeting_cancel,
        name="meeting_cancel",
    ),
    path("areas/<slug:slug>/calendar.ics", calendar.calendar, name="calendar"),
    path(
        "calendar/<secret:secret>/big-story.ics",
        calendar.calendar_by_link,
        name="calendar_by_link",
    ),
]
