"""The partnership's working life: who sits on it, what it plans, what it does."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"

    def ready(self):
        from areas.roles.actions.invitations import GIVERS
        from partnerships.organisations.actions.officers import begin_as_officer

        GIVERS.append(begin_as_officer)
        # No page sweeps, so nobody else would bring this daily task into the site and the worker.
        from partnerships.log.actions import sweeping  # noqa: F401
