"""The partnership's working life: who sits on it, what it plans, what it does."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"
