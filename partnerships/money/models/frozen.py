"""Database triggers: what was sent stays as it was sent, whatever code tries to change it.

A sent report takes no new line and none of its lines changes, apart from two things that are not
the area's words: the shared theme, and the link to a priority that was taken out of its plan.
While an erasure takes somebody's name out of words that were sent, it has a row in the table
OPENED, in a transaction of its own: nobody else ever sees that row.

SQLite drops triggers when a migration remakes a table: such a migration calls `freeze` again, and a
test notices one that forgot.
"""

MESSAGE = (
    "A spend report that was sent is frozen. Put right what is wrong by a new line in a "
    "later report."
)
LINES = "partnerships_spendline"
REPORTS = "partnerships_spendreport"
OPENED = "partnerships_openforerasing"
# The columns that never change once a report is sent.
LINE_COLUMNS = ("report_id", "heading", "amount", "corrects_id", "note")
REPORT_COLUMNS = ("area_id", "organisation_id", "half_year", "state", "note", "sent_at")
SENT = f"(SELECT state FROM {REPORTS} WHERE id = {{row}}.report_id) = 'sent'"


def freeze(apps, schema_editor) -> None:
    """Create the triggers anew. For a migration, as `thaw` is."""
    thaw(apps, schema_editor)
    vendor = schema_editor.connection.vendor
    make = _on_postgresql if vendor == "postgresql" else _on_sqlite
    # The first migrations are older than the table.
    tables = schema_editor.connection.introspection.table_names()
    unless = f" AND NOT EXISTS (SELECT 1 FROM {OPENED})" if OPENED in tables else ""
    for name, table, event, condition in _triggers(vendor, unless):
        for statement in make(name, table, event, condition):
            schema_editor.execute(statement)


def thaw(apps, schema_editor) -> None:
    """Drop the triggers, where they are there."""
    vendor = schema_editor.connection.vendor
    for name, table, _event, _condition in _triggers(vendor):
        on_table = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _triggers(vendor: str, unless: str = "") -> list[tuple[str, str, str, str]]:
    """Name, table, event, and when it refuses; `unless` lets a change of words through."""
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    old = SENT.format(row="OLD")
    new = SENT.format(row="NEW")
    line_differs = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in LINE_COLUMNS)
    moved = f"(NEW.priority_id IS NOT NULL AND NEW.priority_id {differ} OLD.priority_id)"
    line_changed = f"({old} OR {new}) AND ({line_differs} OR {moved})"
    report_differs = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in REPORT_COLUMNS)
    report_changed = f"OLD.state = 'sent' AND ({report_differs})"
    triggers = [
        ("spendline_none_added", LINES, "INSERT", new),
        ("spendline_none_changed", LINES, "UPDATE", line_changed + unless),
        ("spendreport_none_changed", REPORTS, "UPDATE", report_changed + unless),
    ]
    if vendor == "postgresql":
        # On SQLite Django empties tables row by row after a test, so there the models alone refuse.
        triggers.append(("spendline_none_taken_away", LINES, "DELETE", old))
    return triggers


def _on_sqlite(name: str, table: str, event: str, condition: str) -> list[str]:
    stop = f"SELECT RAISE(ABORT, '{MESSAGE}');"
    return [f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN {stop} END"]


def _on_postgresql(name: str, table: str, event: str, condition: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';"
    back = "OLD" if event == "DELETE" else "NEW"
    body = f"BEGIN IF {condition} THEN {refuse} END IF; RETURN {back}; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
