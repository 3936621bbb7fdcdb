"""Tables that a migration makes in one step are those it would make in many."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import OperationWriter

from bigstory.core.db.together import CreateTogether

KEY = ("id", models.BigAutoField(primary_key=True))
TABLES = [
    migrations.CreateModel("Street", [KEY]),
    migrations.CreateModel(
        "House", [KEY, ("street", models.ForeignKey("together.street", models.CASCADE))]
    ),
    migrations.CreateModel(
        "Door", [KEY, ("house", models.ForeignKey("together.house", models.CASCADE))]
    ),
]
NAMES = {"together_street", "together_house", "together_door"}


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_and_taken_away_together():
    step = CreateTogether(TABLES)
    before = ProjectState()
    after = ProjectState()
    step.state_forwards("together", after)
    with connection.schema_editor() as editor:
        step.database_forwards("together", editor, before, after)
    assert set(connection.introspection.table_names()) >= NAMES
    with connection.schema_editor() as editor:
        step.database_backwards("together", editor, after, before)
    assert not set(connection.introspection.table_names()) & NAMES


def test_models_are_read_once_however_many_there_are(monkeypatch):
    read = []
    render = ModelState.render
    monkeypatch.setattr(
        ModelState, "render", lambda self, apps: (read.append(self.name), render(self, apps))[1]
    )
    state = ProjectState()
    assert not list(state.apps.get_models())
    CreateTogether(TABLES).state_forwards("together", state)
    assert [model.__name__ for model in state.apps.get_models()] == ["Street", "House", "Door"]
    assert sorted(read) == ["Door", "House", "Street"]


def test_django_can_write_it_down():
    text, imports = OperationWriter(CreateTogether(TABLES), indentation=0).serialize()
    assert text.startswith("bigstory.core.db.together.CreateTogether(")
    assert text.count("CreateModel(") == 3
    assert "import bigstory.core.db.together" in imports
