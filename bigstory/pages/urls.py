"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bigstory.pages.views import (
    activities,
    came_of,
    home,
    mine_media,
    offline,
    paper,
    photos,
    portfolio,
    profile,
    recordings,
    site,
    sturdiness,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("log-worker.js", offline.log_worker, name="log_worker"),
    path("log-token/", offline.log_token, name="log_token"),
    path("about/", site.about, name="about"),
    path("privacy/", site.privacy, name="privacy"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("style/", site.style, name="style"),
    path("portfolio/", portfolio.portfolio_page, name="portfolio"),
    path("areas/<slug:slug>/", profile.profile, name="area"),
    path("areas/<slug:slug>/profile.pdf", paper.area_pdf, name="area_pdf"),
    path("areas/<slug:slug>/timeline/", profile.timeline, name="timeline"),
    path("areas/<slug:slug>/what-came-of-it/", came_of.came_of, name="came_of"),
    path(
        "areas/<slug:slug>/what-came-of-it/<uuid:thread>/",
        came_of.came_of_priority,
        name="came_of_priority",
    ),
    path("areas/<slug:slug>/activities/<int:pk>/", activities.activity, name="activity"),
    path(
        "areas/<slug:slug>/activities/<int:pk>/change/",
        activities.activity_change,
        name="activity_change",
    ),
    path(
        "areas/<slug:slug>/activities/<int:pk>/photos/",
        photos.activity_photos,
        name="activity_photos",
    ),
    path("photos/<uuid:name>/<slug:size>/", photos.photo, name="photo"),
    path("recordings/<uuid:name>/<str:part>", recordings.recording, name="recording"),
    path("mine/<str:secret>/<uuid:name>/<str:part>", mine_media.mine_media, name="mine_media"),
    path("areas/<slug:slug>/sturdiness/", sturdiness.sturdiness, name="sturdiness"),
    path(
        "areas/<slug:slug>/sturdiness/<slug:key>/",
        sturdiness.sturdiness_rows,
        name="sturdiness_rows",
    ),
    path(
        "areas/<slug:slug>/sturdiness/shared/<int:pk>/",
        sturdiness.sturdiness_share,
        name="sturdiness_share",
    ),
]
