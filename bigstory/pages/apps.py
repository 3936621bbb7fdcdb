"""The top layer: pages that show several apps at once."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "bigstory.pages"
    label = "pages"
