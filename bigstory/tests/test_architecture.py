"""The shape of the code: who may import whom, what lies at the top, how long a file may grow."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]

# Each app may import what stands before it in this list, and nothing after.
APPS = [
    "bigstory.core",
    "bigstory.kit",
    "bigstory.accounts",
    "areas",
    "partnerships",
    "outcomes",
    "bigstory.pages",
    "bigstory.example",
]
# The outermost ring may import every app, and no app imports it.
RING = [
    "bigstory.testing",
    "bigstory.tests",
    "bigstory.benchmarks",
    "bigstory.urls",
    "bigstory.wsgi",
]
# Read by Django before any app is there.
SETTINGS = ["bigstory.settings", "bigstory.config"]
# Apps that are cut by subject, and the layers each subject is made of, lowest first.
BY_SUBJECT = ["areas", "partnerships", "outcomes", "bigstory.pages"]
LAYERS = ["models", "queries", "exchange", "actions", "forms", "views"]
# What else stands in an app, each with the layer whose rules it keeps.
KEEPS = {
    "privacy": "models",
    "access": "queries",
    "samples": "queries",
    "closings": "actions",
    "moving": "actions",
    "admin": "views",
    "apps": "views",
    "context": "views",
    "management": "views",
    "outages": "views",
    "sign_in": "views",
    "templatetags": "views",
    "urls": "views",
}
TOP_LEVEL = set(
    "README.md Makefile manage.py requirements.txt requirements-dev.txt pytest.ini .ci "
    ".editorconfig .gitignore "
    ".djlintrc ruff.toml docs bigstory areas partnerships outcomes templates static".split()
)
LONGEST = 300


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
            yield from (named_by(node.module, alias.name) for alias in node.names)


def named_by(module: str, name: str) -> str:
    """What "from module import name" imports: the module of that name, or the module itself."""
    inside = ROOT / module.replace(".", "/") / name
    return f"{module}.{name}" if inside.is_dir() or inside.with_suffix(".py").exists() else module


def place_of(module: str) -> int | None:
    """The place of a module's app in the order; the ring comes after all apps.

    None: not ours, or the settings.
    """
    for place, name in enumerate(APPS):
        if module == name or module.startswith(f"{name}."):
            return place
    return len(APPS) if module.startswith("bigstory") and module not in SETTINGS else None


def layer_of(module: str, app: str) -> tuple[int, str] | None:
    """The layer of a module and its subject, which is empty for what belongs to the whole app.

    None: a module outside the rule, which is a fault, or the package itself.
    """
    rest = module.removeprefix(app).strip(".").split(".")
    for depth, name in enumerate(rest):
        if layer := (name if name in LAYERS else KEEPS.get(name)):
            return LAYERS.index(layer), rest[0] if depth else ""
    return None


def order_of(app: str, layer: int) -> list[str]:
    """The order of an app's subjects in one layer, as the docstring of the app gives it."""
    doc = ast.get_docstring(ast.parse((ROOT / app.replace(".", "/") / "__init__.py").read_text()))
    for line in re.sub(r"\n +", " ", doc).splitlines():
        layers, _colon, subjects = line.partition(": ")
        if LAYERS[layer] in layers.split(", "):
            return subjects.split(", ")
    return []


def is_test(module: str) -> bool:
    return ".tests" in module or module.startswith("bigstory.testing") or "conftest" in module


def modules_of(app: str):
    """Each module of an app that is neither test nor migration, with all that it imports of it."""
    for path in python_files():
        module = module_of(path)
        if module.startswith(f"{app}.") and not is_test(module) and ".migrations" not in module:
            yield module, [found for found in imports_of(path) if found.startswith(f"{app}.")]


def why_not(app: str, module: str, imported: str) -> str:
    """What is wrong with an import inside an app; empty where nothing is."""
    own = layer_of(module, app)
    other = layer_of(imported, app)
    if own is None or other is None:
        return f"{module if own is None else imported} is in no layer"
    (layer, subject), (lower, earlier) = own, other
    if lower > layer:
        return f"{module} imports {imported}, of a higher layer"
    if lower < layer or subject == earlier or not (subject and earlier):
        return ""
    order = order_of(app, layer)
    if subject not in order or earlier not in order:
        return f"{app} says no order of {subject} and {earlier} in {LAYERS[layer]}"
    if order.index(earlier) > order.index(subject):
        return f"{module} imports {imported}, a later subject of its own layer"
    return ""


def test_imports_flow_one_way():
    wrong = [
        f"{module} imports {imported}"
        for path in python_files()
        if not is_test(module := module_of(path)) and (own := place_of(module)) is not None
        for imported in imports_of(path)
        if (other := place_of(imported)) is not None and other > own
    ]
    assert wrong == []


@pytest.mark.parametrize("app", BY_SUBJECT)
def test_inside_an_app_layers_hold_across_subjects_and_subjects_have_an_order(app):
    """A module may import any subject's lower layer, and earlier subjects of its own layer."""
    wrong = [
        fault
        for module, imports in modules_of(app)
        if not module.endswith(".urls")  # it gathers the addresses of every subject
        for imported in imports
        if (fault := why_not(app, module, imported))
    ]
    assert wrong == []


@pytest.mark.parametrize("app", BY_SUBJECT)
def test_every_module_of_an_app_is_in_a_layer(app):
    packages = {module_of(path.parent / "__init__.py") for path in python_files()}
    outside = [m for m, _ in modules_of(app) if layer_of(m, app) is None and m not in packages]
    assert outside == []


def test_no_model_points_to_an_app_above_it():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if (own := place_of(model.__module__)) is not None
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and field.is_relation and field.related_model
        # Who did it: Django itself makes the user model a setting, so any app may name it.
        if field.related_model is not get_user_model()
        if (other := place_of(field.related_model.__module__)) is not None and other > own
    ]
    assert wrong == []


def test_the_order_is_one_that_a_planted_fault_breaks():
    """Without this, a wrong list of apps or layers would pass for a clean tree."""
    assert place_of("areas.models") > place_of("bigstory.accounts.roles")
    assert place_of("bigstory.accounts.roles") > place_of("bigstory.kit.once")
    assert place_of("outcomes.stories.views.story") < place_of("bigstory.pages.home.views")
    assert place_of("bigstory.pages.home.views") < place_of("bigstory.urls")
    assert place_of("django.db") is None
    assert len(python_files()) > 80
    plan, money = "partnerships.plan", "partnerships.money"
    assert why_not("partnerships", f"{plan}.views.plan", f"{money}.forms.money") == ""
    assert why_not("partnerships", f"{money}.models.ledger", f"{plan}.models.plan") == ""
    assert "later subject" in why_not(
        "partnerships", f"{plan}.models.plan", f"{money}.models.pounds"
    )
    assert "higher layer" in why_not("partnerships", f"{money}.queries.sums", f"{money}.actions")
    assert "in no layer" in why_not("partnerships", f"{money}.helpers", f"{money}.models.pounds")


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


def test_only_the_worker_speaks_to_a_mail_server():
    sends = [
        module_of(path)
        for path in python_files()
        if not is_test(module_of(path))
        and any(name.startswith(("django.core.mail", "smtplib")) for name in imports_of(path))
    ]
    assert sends == ["bigstory.core.work.sending"]
    asks = [
        module_of(path)
        for path in python_files()
        if not is_test(module_of(path))
        and "bigstory.core.work.sending.hand_over" in set(names_taken_from(path))
    ]
    assert asks == ["bigstory.core.work.mail"]


def names_taken_from(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
