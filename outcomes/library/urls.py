"""Addresses of the story library."""

from django.urls import path

from outcomes.library import views

urlpatterns = [
    path("stories/", views.stories, name="stories"),
    path("stories/stories.csv", views.stories_csv, name="stories_csv"),
]
