"""Addresses of quicker logging: what meets regularly, and paper cards."""

from django.urls import path

from partnerships.views import cards, met, regulars

urlpatterns = [
    path("areas/<slug:slug>/regular/", regulars.regulars, name="regulars"),
    path("areas/<slug:slug>/regular/new/", regulars.regular_new, name="regular_new"),
    path("areas/<slug:slug>/regular/<int:pk>/", regulars.regular_change, name="regular_change"),
    path("areas/<slug:slug>/regular/<int:pk>/end/", regulars.regular_end, name="regular_end"),
    path("areas/<slug:slug>/regular/<int:pk>/met/", met.regular_met, name="regular_met"),
    path("areas/<slug:slug>/log/card/", cards.cards, name="cards"),
    path("areas/<slug:slug>/log/card/<slug:code>/", cards.card_print, name="card_print"),
    path("c/", cards.card_find, name="card_find"),
    path("c/<slug:code>/", cards.card, name="card"),
]
