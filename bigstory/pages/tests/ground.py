"""What the tests of the example and of the demo stand on."""

from pathlib import Path

from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[3]


def everything() -> dict:
    """Every row of every table of the site."""
    ours = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in ours}


def lay_the_ground() -> None:
    call_command("load_framework", ROOT / "outcomes/data/big-local.toml", verbosity=0)
    call_command("import_areas", ROOT / "areas/data/areas.csv", verbosity=0)
