"""Every address of the partnership's life, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("partnerships.organisations.urls")),
    path("", include("partnerships.table.urls")),
    path("", include("partnerships.plan.urls")),
    path("", include("partnerships.log.urls")),
    path("", include("partnerships.money.urls")),
    path("", include("partnerships.decisions.urls")),
]
