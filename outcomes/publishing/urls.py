"""Addresses of what goes out: the words checked before, and the feeds."""

from django.urls import path

from outcomes.publishing import views

urlpatterns = [
    path("stories/feed/", views.stories_feed, name="stories_feed"),
    path("areas/<slug:slug>/stories/feed/", views.area_feed, name="area_feed"),
    path("outcomes/<slug:slug>/feed/", views.outcome_feed, name="outcome_feed"),
    path("stories/<int:pk>/words/", views.story_words, name="story_words"),
]
