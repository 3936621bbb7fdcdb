"""Addresses of who sits on a partnership."""

from django.urls import path

from partnerships.table.views import (
    interests,
    keeper,
    partnership,
    reviews,
    seats,
    setting_up_partnership,
)

urlpatterns = [
    path("areas/<slug:slug>/partnership/", partnership.partnership, name="partnership"),
    path(
        "areas/<slug:slug>/partnership/history/",
        partnership.partnership_history,
        name="partnership_history",
    ),
    path(
        "areas/<slug:slug>/desk/partnership/",
        setting_up_partnership.partnership_set_up,
        name="partnership_set_up",
    ),
    path(
        "areas/<slug:slug>/desk/partnership/incorporated/",
        setting_up_partnership.partnership_incorporated,
        name="partnership_incorporated",
    ),
    path("areas/<slug:slug>/partnership/keeper/", keeper.keeper, name="keeper"),
    path(
        "areas/<slug:slug>/partnership/keeper/<int:pk>/end/", keeper.keeper_end, name="keeper_end"
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
        reviews.partnership_review,
        name="partnership_review",
    ),
    path(
        "areas/<slug:slug>/partnership/reviews/",
        reviews.partnership_reviews,
        name="partnership_reviews",
    ),
    path(
        "reviews/partnerships/<int:pk>/",
        reviews.partnership_review_reply,
        name="partnership_review_reply",
    ),
]
