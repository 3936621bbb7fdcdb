"""The bottom layer: imports nothing of ours."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "bigstory.core"
    label = "core"

    def ready(self) -> None:
        from bigstory.core import logs
        from bigstory.core.closings.restored import forget
        from bigstory.core.search import build_indexes

        logs.begin()
        connection_created.connect(forget)
        # Each app says in its privacy.py what its fields are; models are all there by now.
        autodiscover_modules("privacy")
        # … and in its moving.py what can be moved in; the worker does it, so it has to know too.
        autodiscover_modules("moving")
        from bigstory.core.moving import tasks  # noqa: F401

        # Not a business rule: SQLite drops triggers when a migration remakes a table, so they are
        # put back.
        post_migrate.connect(build_indexes, sender=self)
