"""Addresses of what waits for Local Trust."""

from django.urls import path

from outcomes.review import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/activities/<int:pk>/", views.activity_publish, name="activity_publish"),
]
