"""The heart: change stories, tied to the programme's outcomes by whoever reads them."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"

    def ready(self):
        from areas.desk.queries.sources import add_source
        from areas.models import PowerChange
        from areas.powers.actions.kinds import KINDS
        from outcomes.consent.actions import lawful_basis
        from outcomes.consent.queries.owed import FLAGS, SUBJECT_REQUESTS
        from outcomes.stories.queries.owed import STORIES

        KINDS[PowerChange.What.LAWFUL_BASIS] = lawful_basis.KIND
        for source in (STORIES, FLAGS, SUBJECT_REQUESTS):
            add_source(source)
