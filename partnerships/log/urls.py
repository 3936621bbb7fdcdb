"""Addresses of what was logged, photos, regular things and paper cards."""

from django.urls import path

from partnerships.log.views import activities, card, photos, regular

urlpatterns = [
    path("areas/<slug:slug>/photos/", photos.photo_add, name="photo_add"),
    path("areas/<slug:slug>/activities/", activities.activities, name="activities"),
    path("areas/<slug:slug>/regular/", regular.regulars, name="regulars"),
    path("areas/<slug:slug>/regular/new/", regular.regular_new, name="regular_new"),
    path("areas/<slug:slug>/regular/<int:pk>/", regular.regular_change, name="regular_change"),
    path("areas/<slug:slug>/regular/<int:pk>/end/", regular.regular_end, name="regular_end"),
    path("areas/<slug:slug>/log/card/", card.cards, name="cards"),
    path("areas/<slug:slug>/log/card/<slug:code>/", card.card_print, name="card_print"),
    path("c/", card.card_find, name="card_find"),
    path("c/<slug:code>/", card.card, name="card"),
]
