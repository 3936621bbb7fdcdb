"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bigstory.pages.activities.views import activity, log, met
from bigstory.pages.area import views as area
from bigstory.pages.desk import views as desk
from bigstory.pages.elements import views as elements
from bigstory.pages.files import views as files
from bigstory.pages.home import views as home
from bigstory.pages.moving.views import files as moving_files
from bigstory.pages.moving.views import sending as moving
from bigstory.pages.portfolio import views as portfolio
from bigstory.pages.site import views as site
from bigstory.pages.sitemap import views as sitemaps
from bigstory.pages.sturdiness import views as sturdiness
from bigstory.pages.what_came_of_it import views as what_came_of_it

urlpatterns = [
    path("", home.home, name="home"),
    path("log-worker.js", site.log_worker, name="log_worker"),
    path("log-token/", site.log_token, name="log_token"),
    path("no-signal/", site.no_signal, name="no_signal"),
    path("app.webmanifest", site.manifest, name="manifest"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
    path("about/", site.about, name="about"),
    path("privacy/", site.privacy, name="privacy"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("style/", site.style, name="style"),
    path("portfolio/", portfolio.portfolio_page, name="portfolio"),
    path("moving/", moving.moving, name="moving"),
    path("moving/files/<int:pk>/", moving_files.moving_file, name="moving_file"),
    path("moving/files/<int:pk>/match/", moving_files.moving_match, name="moving_match"),
    path("moving/files/<int:pk>/habit/", moving_files.moving_habit, name="moving_habit"),
    path("moving/files/<int:pk>/move-in/", moving_files.moving_press, name="moving_press"),
    path("moving/files/<int:pk>/take-back/", moving_files.moving_undo, name="moving_undo"),
    path("moving/files/<int:pk>/throw-away/", moving_files.moving_drop, name="moving_drop"),
    path(
        "moving/files/<int:pk>/refused.<slug:kind>",
        moving_files.moving_refused,
        name="moving_refused",
    ),
    path("moving/<slug:noun>/", moving.moving_send, name="moving_send"),
    path("moving/<slug:noun>/blank.<slug:kind>", moving.moving_template, name="moving_template"),
    path("moving/<slug:noun>/all.<slug:kind>", moving.moving_out, name="moving_out"),
    path("areas/<slug:slug>/", area.profile, name="area"),
    path("areas/<slug:slug>/profile.pdf", area.area_pdf, name="area_pdf"),
    path("areas/<slug:slug>/timeline/", area.timeline, name="timeline"),
    path("areas/<slug:slug>/what-came-of-it/", what_came_of_it.followed_priorities, name="came_of"),
    path(
        "areas/<slug:slug>/what-came-of-it/<uuid:thread>/",
        what_came_of_it.followed_priority,
        name="came_of_priority",
    ),
    path("areas/<slug:slug>/desk/", desk.area_desk, name="area_desk"),
    path("areas/<slug:slug>/elements/", elements.area_elements, name="area_elements"),
    path("areas/<slug:slug>/log/", log.log, name="log"),
    path("areas/<slug:slug>/regular/<int:pk>/met/", met.regular_met, name="regular_met"),
    path("areas/<slug:slug>/activities/<int:pk>/", activity.activity, name="activity"),
    path(
        "areas/<slug:slug>/activities/<int:pk>/change/",
        activity.activity_change,
        name="activity_change",
    ),
    path(
        "areas/<slug:slug>/activities/<int:pk>/photos/",
        activity.activity_photos,
        name="activity_photos",
    ),
    path("photos/<uuid:name>/<slug:size>/", files.photo, name="photo"),
    path("recordings/<uuid:name>/<str:part>", files.recording, name="recording"),
    path("mine/<secret:secret>/<uuid:name>/<str:part>", files.mine_media, name="mine_media"),
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
