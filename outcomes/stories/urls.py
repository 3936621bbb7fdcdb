"""Addresses of stories: telling one, reading one, and what stands beside it."""

from django.urls import path

from outcomes.stories.views import (
    evidence,
    new,
    reading,
    send,
    sorting,
    still_true,
    story,
    tell,
    voices,
)

urlpatterns = [
    path("areas/<slug:slug>/stories/new/", new.story_new, name="story_new"),
    path("stories/<int:pk>/", story.story, name="story"),
    path("stories/<int:pk>/tell/<slug:step>/", tell.story_tell, name="story_tell"),
    path("stories/<int:pk>/evidence/new/<slug:kind>/", evidence.evidence_new, name="evidence_new"),
    path(
        "stories/<int:pk>/evidence/<int:number>/", evidence.evidence_change, name="evidence_change"
    ),
    path("stories/<int:pk>/voices/", voices.story_voices, name="story_voices"),
    path("stories/<int:pk>/send/", send.story_send, name="story_send"),
    path("stories/<int:pk>/withdraw/", send.story_withdraw, name="story_withdraw"),
    path("stories/<int:pk>/take-up/", send.story_take_up, name="story_take_up"),
    path("stories/<int:pk>/still-true/", still_true.story_still, name="story_still"),
    path("stories/<int:pk>/reading/", reading.story_reading, name="story_reading"),
    path("stories/<int:pk>/sorting/", sorting.story_sorting, name="story_sorting"),
]
