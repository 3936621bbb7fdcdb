"""Addresses of the outcomes."""

from django.urls import path

from outcomes.framework import views

urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/<slug:slug>/", views.outcome, name="outcome"),
    path(
        "areas/<slug:slug>/plan/<int:number>/outcomes/", views.plan_outcomes, name="plan_outcomes"
    ),
]
