"""The example record and the demo that serves it: real places, invented people."""

from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "bigstory.example"
    label = "example"
