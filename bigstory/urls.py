"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from bigstory.core.health import health
from bigstory.pages.site import views as errors

urlpatterns = [
    path("", include("bigstory.pages.urls")),
    path("", include("areas.places.urls")),
    path("", include("areas.desk.urls")),
    path("", include("partnerships.urls")),
    path("", include("outcomes.urls")),
    path("account/", include("bigstory.accounts.urls")),
    path("account/", include("areas.roles.urls")),
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
