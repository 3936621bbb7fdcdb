"""The programme, its places, and who holds which role where."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
