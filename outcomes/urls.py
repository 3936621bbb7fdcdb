"""Every address of stories and outcomes, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("outcomes.framework.urls")),
    path("", include("outcomes.stories.urls")),
    path("", include("outcomes.consent.urls")),
    path("", include("outcomes.media.urls")),
    path("", include("outcomes.publishing.urls")),
    path("", include("outcomes.review.urls")),
    path("", include("outcomes.library.urls")),
]
