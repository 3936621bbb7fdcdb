"""Write docs/roles.md from the table of roles."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bigstory.accounts.roles_page import roles_page


class Command(BaseCommand):
    help = "Write docs/roles.md from the table in bigstory/accounts/roles.py."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "roles.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(roles_page(), encoding="utf-8")
        self.stdout.write(f"Wrote {path}")
