"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bigstory.pages.views import portfolio, profile

urlpatterns = [
    path("portfolio/", portfolio.portfolio_page, name="portfolio"),
    path("areas/<slug:slug>/", profile.profile, name="area"),
    path("areas/<slug:slug>/timeline/", profile.timeline, name="timeline"),
]
