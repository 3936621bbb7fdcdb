"""Addresses of the partnership's life.

One activity's own page shows its stories too, so it is in pages.
"""

from django.urls import include, path

from partnerships.views import (
    activities,
    book,
    calendar,
    decisions,
    followed,
    interests,
    log,
    meetings,
    organisations,
    partnership,
    photos,
    plan_next,
    plan_progress,
    plan_review,
    plan_sending,
    plan_versions,
    plans,
    seats,
    yearly,
)

urlpatterns = [
    path("", include("partnerships.urls_log")),
    path("", include("partnerships.urls_money")),
    path("", include("partnerships.urls_plan_writing")),
    path("areas/<slug:slug>/log/", log.log, name="log"),
    path("areas/<slug:slug>/photos/", photos.photo_add, name="photo_add"),
    path("areas/<slug:slug>/activities/", activities.activities, name="activities"),
    path("areas/<slug:slug>/plan/", plans.plan_now, name="plan_now"),
    path("areas/<slug:slug>/plan/<int:number>/", plans.plan, name="plan"),
    path("areas/<slug:slug>/plan/<int:number>/send/", plan_sending.plan_send, name="plan_send"),
    path(
        "areas/<slug:slug>/plan/<int:number>/take-back/",
        plan_sending.plan_take_back,
        name="plan_take_back",
    ),
    path("areas/<slug:slug>/plan/<int:number>/next/", plan_next.plan_next, name="plan_next"),
    path(
        "areas/<slug:slug>/plan/<int:number>/versions/",
        plan_versions.plan_versions,
        name="plan_versions",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/versions/<int:version>/",
        plan_versions.plan_version,
        name="plan_version",
    ),
    path("areas/<slug:slug>/plan/compare/", plan_versions.plan_compare, name="plan_compare"),
    path(
        "areas/<slug:slug>/plan/actions/<int:pk>/state/",
        plan_progress.action_state,
        name="action_state",
    ),
    path("reviews/plans/<int:pk>/", plan_review.plan_review, name="plan_review"),
    path("areas/<slug:slug>/partnership/", partnership.partnership, name="partnership"),
    path(
        "areas/<slug:slug>/partnership/history/",
        partnership.partnership_history,
        name="partnership_history",
    ),
    path(
        "areas/<slug:slug>/partnership/roster.csv", partnership.roster_download, name="roster_csv"
    ),
    path("areas/<slug:slug>/partnership/seats/new/", seats.seat_new, name="seat_new"),
    path("areas/<slug:slug>/partnership/seats/<int:pk>/", seats.seat_change, name="seat_change"),
    path("areas/<slug:slug>/partnership/seats/<int:pk>/end/", seats.seat_end, name="seat_end"),
    path("areas/<slug:slug>/partnership/interests/", interests.interests, name="interests"),
    path(
        "areas/<slug:slug>/partnership/interests/new/", interests.interest_new, name="interest_new"
    ),
    path(
        "areas/<slug:slug>/partnership/interests/<int:pk>/",
        interests.interest_change,
        name="interest_change",
    ),
    path(
        "areas/<slug:slug>/partnership/review/",
        yearly.partnership_review,
        name="partnership_review",
    ),
    path(
        "areas/<slug:slug>/partnership/reviews/",
        yearly.partnership_reviews,
        name="partnership_reviews",
    ),
    path(
        "reviews/partnerships/<int:pk>/",
        yearly.partnership_review_reply,
        name="partnership_review_reply",
    ),
    path("areas/<slug:slug>/decisions/", book.decisions, name="decisions"),
    path("areas/<slug:slug>/decisions/new/", decisions.decision_new, name="decision_new"),
    path("areas/<slug:slug>/decisions/<int:pk>/", decisions.decision, name="decision"),
    path(
        "areas/<slug:slug>/decisions/<int:pk>/change/",
        decisions.decision_change,
        name="decision_change",
    ),
    path(
        "areas/<slug:slug>/decisions/<int:pk>/followed/",
        followed.decision_followed,
        name="decision_followed",
    ),
    path("areas/<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("areas/<slug:slug>/meetings/new/", meetings.meeting_new, name="meeting_new"),
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
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
]
