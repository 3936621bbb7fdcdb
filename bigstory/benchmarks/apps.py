from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    name = "bigstory.benchmarks"
    label = "benchmarks"
