"""Addresses of photos, recordings and films of a story."""

from django.urls import path

from outcomes.media.views import films, photos, recordings

urlpatterns = [
    path("stories/<int:pk>/photos/", photos.story_photos, name="story_photos"),
    path("stories/<int:pk>/photos/<int:number>/cover/", photos.photo_cover, name="photo_cover"),
    path("stories/<int:pk>/recordings/", recordings.story_recordings, name="story_recordings"),
    path(
        "stories/<int:pk>/recordings/<int:number>/",
        recordings.story_recording,
        name="story_recording",
    ),
    path("stories/<int:pk>/films/new/", films.film_new, name="film_new"),
    path("stories/<int:pk>/films/<int:number>/", films.film_change, name="film_change"),
]
