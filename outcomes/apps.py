"""The heart: change stories, tied to the programme's outcomes by whoever reads them."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"
