"""The heart: change stories, tied to the programme's outcomes by whoever reads them."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"

    def ready(self):
        from areas.models import PowerChange
        from areas.powers.actions.kinds import KINDS
        from outcomes.consent.actions import lawful_basis

        KINDS[PowerChange.What.LAWFUL_BASIS] = lawful_basis.KIND
