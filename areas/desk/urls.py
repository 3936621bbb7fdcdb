"""Addresses of letters and of what is owed."""

from django.urls import path

from areas.desk.views import letters

urlpatterns = [
    path("letters/<slug:kind>/<int:pk>/", letters.letters, name="letters"),
    path("reviews/owed/<int:pk>/take/", letters.owed_take, name="owed_take"),
]
