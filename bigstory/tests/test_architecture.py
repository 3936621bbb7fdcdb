"""The shape of the code: who may import whom, what lies at the top, how long a file may grow."""

import ast
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]

# Each layer may import what stands above it in this list, and nothing below.
LAYERS = [
    "bigstory.core",
    "bigstory.accounts",
    "areas",
    "partnerships",
    "outcomes",
    "bigstory.pages",
]
# The outermost ring may import every layer, and no layer imports it.
RING = [
    "bigstory.testing",
    "bigstory.tests",
    "bigstory.benchmarks",
    "bigstory.urls",
    "bigstory.wsgi",
]
# Read by Django before any app is there.
SETTINGS = ["bigstory.settings", "bigstory.config"]
# Within an app. Models and the querysets they hang on are one step.
STEPS = [("models", "querysets"), ("actions", "exchange", "reads", "moves"), ("forms",), ("views",)]
TOP_LEVEL = set(
    "README.md Makefile manage.py requirements.txt requirements-dev.txt pytest.ini .ci "
    ".editorconfig .gitignore "
    ".djlintrc ruff.toml docs bigstory areas partnerships outcomes templates static".split()
)
LONGEST = 400


def python_files() -> list[Path]:
    return sorted(
        p
        for top in ("bigstory", "areas", "partnerships", "outcomes")
        for p in (ROOT / top).rglob("*.py")
    )


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path):
    """Every absolute import in a file, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} has a relative import; say where it comes from"
            yield node.module


def layer_of(module: str) -> int | None:
    """The place of a module in the order; the ring comes after all layers.

    None: not ours, or a test.
    """
    for place, name in enumerate(LAYERS):
        if module == name or module.startswith(f"{name}."):
            return place
    return len(LAYERS) if module.startswith("bigstory") and module not in SETTINGS else None


def is_test(module: str) -> bool:
    return ".tests" in module or module.startswith("bigstory.testing")


def test_imports_flow_one_way():
    wrong = [
        f"{module} imports {imported}"
        for path in python_files()
        if not is_test(module := module_of(path)) and (own := layer_of(module)) is not None
        for imported in imports_of(path)
        if (other := layer_of(imported)) is not None and other > own
    ]
    assert wrong == []


@pytest.mark.parametrize("app", LAYERS)
def test_inside_an_app_views_know_forms_and_never_the_other_way(app):
    def step_of(module: str) -> int | None:
        rest = module.removeprefix(f"{app}.").split(".")[0]
        return next((place for place, names in enumerate(STEPS) if rest in names), None)

    wrong = [
        f"{module} imports {imported}"
        for path in python_files()
        if (module := module_of(path)).startswith(f"{app}.") and not is_test(module)
        for imported in imports_of(path)
        if imported.startswith(f"{app}.")
        and (own := step_of(module)) is not None
        and (other := step_of(imported)) is not None
        and other > own
    ]
    assert wrong == []


def test_no_model_points_to_an_app_above_it():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if (own := layer_of(model.__module__)) is not None
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and field.is_relation and field.related_model
        # Who did it: Django itself makes the user model a setting, so any app may name it.
        if field.related_model is not get_user_model()
        if (other := layer_of(field.related_model.__module__)) is not None and other > own
    ]
    assert wrong == []


def test_the_order_is_one_that_a_planted_fault_breaks():
    """Without this, a wrong list of layers would pass for a clean tree."""
    assert (
        layer_of("areas.models")
        > layer_of("bigstory.accounts.roles")
        > layer_of("bigstory.core.once")
    )
    assert (
        layer_of("outcomes.views.story")
        < layer_of("bigstory.pages.views.front")
        < layer_of("bigstory.urls")
    )
    assert layer_of("django.db") is None
    assert len(python_files()) > 80


def test_the_top_level_is_the_one_the_design_lists():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert found - TOP_LEVEL == set()


def test_no_file_has_outgrown_its_reader():
    long = [
        f"{p.relative_to(ROOT)}: {n}"
        for p in python_files()
        if (n := len(p.read_text().splitlines())) > LONGEST
    ]
    assert [line for line in long if "/migrations/" not in line] == []


def test_business_rules_do_not_hide_in_signal_handlers():
    """Only core listens, to rebuild search indexes after a migration."""
    listeners = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if any(name.endswith("signals") or name == "django.dispatch" for name in imports_of(path))
        and not is_test(module_of(path))
    ]
    assert listeners == ["bigstory/core/apps.py"]
