"""Addresses of people in stories: what they allow, their links, stops, and subject access."""

from django.urls import path

from outcomes.consent.views import (
    flags,
    links,
    media_people,
    mine,
    people,
    people_held,
    said,
    stops,
)

urlpatterns = [
    path("stories/<int:pk>/in-it/<int:number>/", media_people.media_people, name="media_people"),
    path("stories/<int:pk>/people/", people.story_people, name="story_people"),
    path("stories/<int:pk>/people/new/", people.story_person_new, name="story_person_new"),
    path("stories/<int:pk>/people/<int:number>/", people.story_person, name="story_person"),
    path("stories/<int:pk>/people/<int:number>/said/", said.story_said, name="story_said"),
    path("stories/<int:pk>/stop/", stops.story_stop, name="story_stop"),
    path("stories/<int:pk>/flag/", flags.story_flag, name="story_flag"),
    path("areas/<slug:slug>/stop/", stops.area_stop, name="area_stop"),
    path("stories/<int:pk>/links/", links.story_links, name="story_links"),
    path("mine/<secret:secret>/", mine.mine, name="mine"),
    path("reviews/stops/", stops.stops, name="stops"),
    path("reviews/stops/<int:pk>/", stops.stop_lift, name="stop_lift"),
    path("reviews/people/<uuid:key>/", people_held.person_held, name="person_held"),
    path("reviews/people/account/<int:pk>/", people_held.account_held, name="account_held"),
    path("reviews/people/place/<str:address>/", people_held.place_held, name="place_held"),
    path("reviews/people/<uuid:key>/held.zip", people_held.person_export, name="person_export"),
    path("reviews/flags/<int:pk>/", flags.flag_answer, name="flag_answer"),
]
