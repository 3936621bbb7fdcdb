"""Addresses of the organisations that hold money."""

from django.urls import path

from partnerships.organisations import views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
]
