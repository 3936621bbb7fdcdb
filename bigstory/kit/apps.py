"""What every page and form is made of. Knows core, and nothing of the programme."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "bigstory.kit"
    label = "kit"
