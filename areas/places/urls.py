"""Addresses of areas as such. One area's profile shows several apps, so it is in pages."""

from django.urls import path

from areas.places.views import area_list

urlpatterns = [
    path("areas/", area_list, name="areas"),
]
