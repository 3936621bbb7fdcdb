"""The partnership's working life: who sits on it, what it plans, what it does."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"

    def ready(self):
        from areas.desk.queries.sources import add_source
        from partnerships.money.queries.owed import SPEND_REPORTS
        from partnerships.plan.queries.owed import PLANS
        from partnerships.table.queries.owed import YEARLY_REVIEWS

        for source in (PLANS, YEARLY_REVIEWS, SPEND_REPORTS):
            add_source(source)
        from areas.roles.actions.invitations import GIVERS
        from partnerships.organisations.actions.officers import begin_as_officer

        GIVERS.append(begin_as_officer)
        # No page sweeps, so nobody else would bring this daily task into the site and the worker.
        from partnerships.log.actions import sweeping  # noqa: F401
