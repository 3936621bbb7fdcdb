"""What was sent stays as it was sent, whatever code asks: the database itself refuses.

A sent report takes no new line and none of its lines changes, apart from two things that are not
the area's words: the shared theme, and the link to a priority that was taken out of its plan.
SQLite drops triggers when a migration remakes a table: such a migration calls `freeze` again, and a
test notices one that forgot.
"""

SAY = (
    "A spend report that was sent is frozen. Put right what is wrong by a new line in a "
    "later report."
)
LINE = "partnerships_spendline"
REPORT = "partnerships_spendreport"
LINE_WORDS = ("report_id", "heading", "amount", "corrects_id", "note")
REPORT_WORDS = ("area_id", "organisation_id", "half_year", "state", "note", "sent_at")
SENT = f"(SELECT state FROM {REPORT} WHERE id = {{row}}.report_id) = 'sent'"


def freeze(apps, schema_editor) -> None:
    """Put the triggers in place; those that are there already are made anew."""
    thaw(apps, schema_editor)
    make = _on_postgresql if schema_editor.connection.vendor == "postgresql" else _on_sqlite
    for name, table, event, condition in _triggers(schema_editor.connection.vendor):
        for statement in make(name, table, event, condition):
            schema_editor.execute(statement)


def thaw(apps, schema_editor) -> None:
    on_table = schema_editor.connection.vendor == "postgresql"
    for name, table, _event, _condition in _triggers(schema_editor.connection.vendor):
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else "")
        )


def _triggers(vendor: str) -> list[tuple[str, str, str, str]]:
    """Name, table, event, and when it refuses."""
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    old = SENT.format(row="OLD")
    new = SENT.format(row="NEW")
    words = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in LINE_WORDS)
    moved = f"(NEW.priority_id IS NOT NULL AND NEW.priority_id {differ} OLD.priority_id)"
    sent = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in REPORT_WORDS)
    found = [
        ("spendline_none_added", LINE, "INSERT", new),
        ("spendline_none_changed", LINE, "UPDATE", f"({old} OR {new}) AND ({words} OR {moved})"),
        ("spendreport_none_changed", REPORT, "UPDATE", f"OLD.state = 'sent' AND ({sent})"),
    ]
    if vendor == "postgresql":
        # On SQLite Django empties tables row by row after a test, so there the models alone refuse.
        found.append(("spendline_none_taken_away", LINE, "DELETE", old))
    return found


def _on_sqlite(name: str, table: str, event: str, condition: str) -> list[str]:
    stop = f"SELECT RAISE(ABORT, '{SAY}');"
    return [f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN {stop} END"]


def _on_postgresql(name: str, table: str, event: str, condition: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{SAY}' USING ERRCODE = 'integrity_constraint_violation';"
    back = "OLD" if event == "DELETE" else "NEW"
    body = f"BEGIN IF {condition} THEN {refuse} END IF; RETURN {back}; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
