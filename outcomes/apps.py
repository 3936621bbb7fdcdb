"""The heart: change stories, tied to the programme's outcomes by whoever reads them."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"

    def ready(self):
        from bigstory.core.health import CHECKS
        from outcomes.consent.exchange import ledger_health

        CHECKS["erasures"] = ledger_health
