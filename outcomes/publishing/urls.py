"""Addresses of what goes out: the words checked before, and the feeds."""

from django.urls import path

from outcomes.publishing.views import cards, feeds, share, words

urlpatterns = [
    path("stories/feed/", feeds.stories_feed, name="stories_feed"),
    path("areas/<slug:slug>/stories/feed/", feeds.area_feed, name="area_feed"),
    path("outcomes/<slug:slug>/feed/", feeds.outcome_feed, name="outcome_feed"),
    path("stories/<int:pk>/card.png", cards.story_card, name="story_card"),
    path("stories/<int:pk>/share/", share.story_share, name="story_share"),
    path("stories/<int:pk>/words/", words.story_words, name="story_words"),
    path(
        "areas/<slug:slug>/activities/<int:pk>/words/", words.activity_words, name="activity_words"
    ),
]
