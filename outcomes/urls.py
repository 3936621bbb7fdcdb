"""Addresses of stories, outcomes and what waits for Local Trust."""

from django.urls import path

from outcomes.views import (
    begin,
    evidence,
    feeds,
    library,
    outcomes,
    photos,
    reading,
    review,
    reviews,
    send,
    still,
    story,
    tell,
    voices,
    wording,
)

urlpatterns = [
    path("areas/<slug:slug>/stories/new/", begin.story_new, name="story_new"),
    path("stories/", library.stories, name="stories"),
    path("stories/stories.csv", library.stories_csv, name="stories_csv"),
    path("stories/feed/", feeds.stories_feed, name="stories_feed"),
    path("areas/<slug:slug>/stories/feed/", feeds.area_feed, name="area_feed"),
    path("outcomes/<slug:slug>/feed/", feeds.outcome_feed, name="outcome_feed"),
    path("stories/<int:pk>/", story.story, name="story"),
    path("stories/<int:pk>/tell/<slug:step>/", tell.story_tell, name="story_tell"),
    path("stories/<int:pk>/evidence/new/<slug:kind>/", evidence.evidence_new, name="evidence_new"),
    path("stories/<int:pk>/evidence/<int:number>/", evidence.evidence_change, name="evidence_change"),
    path("stories/<int:pk>/photos/", photos.story_photos, name="story_photos"),
    path("stories/<int:pk>/voices/", voices.story_voices, name="story_voices"),
    path("stories/<int:pk>/send/", send.story_send, name="story_send"),
    path("stories/<int:pk>/withdraw/", send.story_withdraw, name="story_withdraw"),
    path("stories/<int:pk>/take-up/", send.story_take_up, name="story_take_up"),
    path("stories/<int:pk>/words/", wording.story_words, name="story_words"),
    path("stories/<int:pk>/still-true/", still.story_still, name="story_still"),
    path("stories/<int:pk>/reading/", reading.story_reading, name="story_reading"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<slug:slug>/", outcomes.outcome, name="outcome"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", review.review, name="review"),
    path("reviews/activities/<int:pk>/", reviews.activity_publish, name="activity_publish"),
]
