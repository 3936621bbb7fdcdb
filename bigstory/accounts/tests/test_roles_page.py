"""docs/roles.md says what the table says."""

from pathlib import Path

from django.conf import settings

from bigstory.accounts.roles import TABLE, Role
from bigstory.accounts.roles_page import roles_page


def test_the_page_of_roles_is_current():
    page = Path(settings.BASE_DIR, "docs", "roles.md").read_text(encoding="utf-8")
    assert page == roles_page(), "Run: manage.py write_roles"


def test_the_page_has_a_row_for_each_thing_and_a_column_for_each_role():
    rows = [line for line in roles_page().splitlines() if line.startswith("|")]
    assert len(rows) == len(TABLE) + 2
    assert {line.count("|") for line in rows} == {len(Role) + 2}
