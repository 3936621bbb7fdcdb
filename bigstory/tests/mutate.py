"""Changes one thing at a time in the code that decides who may see what, and looks whether a test
notices.

    python -m bigstory.tests.mutate         all of it, on two processors; prints every change
                                            nobody noticed
    python -m bigstory.tests.mutate gate    some of: ladder, gate, permissions, twin, facts, days,
                                            names, moves, roles, access

Not part of the suite: it takes minutes. Changes inside functions are tried in one process; what
seems unnoticed there, or is outside of functions, once more in a process of its own. A change that
no test notices is either a test that is missing or code that decides nothing. Those that change
nothing are in `mutate_same`.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from bigstory.tests.code_changes import changed
from bigstory.tests.mutate_in_place import ELSEWHERE, NOTICED
from bigstory.tests.mutate_same import SAME

ROOT = Path(__file__).resolve().parents[2]
# How it is worked out what somebody allows. `facts` is all else of that file.
PERMISSIONS = (
    "latest_events",
    "newest_by_person",
    "age_on",
    "person_facts",
    "_least",
    "how_far_in_force",
    "_is_over",
    "_child_answer",
    "NO_YES",
)
FACTS = "outcomes/publishing/queries/facts.py"
WORDING = "outcomes/publishing/queries/wording"
TARGETS = {
    "ladder": (
        "bigstory/core/db/choices.py",
        ["bigstory/core/tests/test_choices.py", "outcomes/publishing/tests/test_gate.py"],
    ),
    "gate": ("outcomes/publishing/models/gate.py", ["outcomes/publishing/tests/test_gate.py"]),
    "permissions": (FACTS, ["outcomes/publishing/tests/test_gate_sql.py"]),
    "twin": (
        "outcomes/publishing/queries/gate_sql.py",
        ["outcomes/publishing/tests/test_gate_sql.py"],
    ),
    "facts": (
        FACTS,
        [
            "outcomes/media/tests/test_facts_of_media.py",
            "outcomes/publishing/tests/test_gate_sql.py",
        ],
    ),
    "days": (
        "outcomes/publishing/queries/days.py",
        ["outcomes/publishing/tests/test_days.py", "outcomes/publishing/tests/test_gate_sql.py"],
    ),
    "names": (
        f"{WORDING}/called.py",
        [
            "outcomes/publishing/tests/test_called.py",
            "outcomes/consent/tests/test_taken_out.py",
            "outcomes/publishing/tests/test_said_again.py",
            "outcomes/publishing/tests/test_logged_words.py",
        ],
    ),
    "moves": ("outcomes/stories/models/moves.py", ["outcomes/stories/tests/test_moves.py"]),
    "roles": ("bigstory/accounts/roles.py", ["bigstory/accounts/tests/test_role_table.py"]),
    "access": ("areas/access.py", ["areas/roles/tests/test_access.py"]),
}
# Their tests ask for nothing of Django but its words, so they need not wait for it.
ALONE = {"roles"}
AT_ONCE = 2
TOO_LONG = 400  # seconds: a change that makes a test hang was noticed


@dataclass(frozen=True)
class Mutant:
    target: str
    line: int
    what: str
    source: str


def mutants(target: str) -> Iterator[Mutant]:
    """The changes of a target, without those that change nothing."""
    path, _tests = TARGETS[target]
    source = (ROOT / path).read_text(encoding="utf-8")
    names = _names(source)
    lines = source.splitlines()
    for line, what, text in changed(source):
        if path == FACTS and (names.get(line) in PERMISSIONS) != (target == "permissions"):
            continue
        if (path, lines[line - 1].strip(), what) not in SAME:
            yield Mutant(target, line, what, text)


def _names(source: str) -> dict[int, str]:
    """By the number of a line: what is defined there, at the top of the file."""
    names = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            name = ast.unparse(node.targets[0])
        else:
            name = getattr(node, "name", "")
        names |= dict.fromkeys(range(node.lineno, node.end_lineno + 1), name)
    return names


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether every test still passes with this change, in a copy of the project."""
    path, tests = TARGETS[mutant.target]
    (folder / path).write_text(mutant.source, encoding="utf-8")
    alone = mutant.target in ALONE
    how = ["-c", os.devnull, "--rootdir", "."] if alone else ["--nomigrations"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *how, *tests]
    env = _environment()
    env |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} if alone else {}
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, timeout=TOO_LONG, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        shutil.copy(ROOT / path, folder / path)
    return done.returncode == 0


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "BIGSTORY_MODE")}


def _copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "var", ".*_cache", ".hypothesis", "__pycache__", "node_modules"
    )
    return Path(shutil.copytree(ROOT, folder, ignore=ignored))


def tried_in_place(target: str, every: list[Mutant], folder: Path) -> list[str]:
    """For each change whether it was noticed, in one process; see mutate_in_place."""
    path, tests = TARGETS[target]
    order = folder / f"{target}.json"
    # Both through the same writer, so that they differ in nothing but the change.
    source = ast.unparse(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    module = path.removesuffix(".py").replace("/", ".")
    changed = [each.source for each in every]
    order.write_text(json.dumps({"module": module, "source": source, "changed": changed}))
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nomigrations"]
    env = _environment() | {"MUTATE": str(order)}
    plugin = ["-p", "bigstory.tests.mutate_in_place"]
    subprocess.run([*run, *plugin, *tests], cwd=folder, env=env, capture_output=True, check=False)
    said = order.with_suffix(".said")
    answers = json.loads(said.read_text()) if said.exists() else []
    # Where the process ended early the rest is tried one by one.
    return answers + [ELSEWHERE] * (len(every) - len(answers))


def main(names: list[str]) -> int:
    targets = {name: list(mutants(name)) for name in names or TARGETS}
    with tempfile.TemporaryDirectory() as work:
        copies: Queue[Path] = Queue()
        for n in range(AT_ONCE):
            copies.put(_copy(Path(work) / str(n)))

        def borrow(function, *args):
            folder = copies.get()
            try:
                return function(*args, folder)
            finally:
                copies.put(folder)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            parts = [
                (name, every[part::AT_ONCE])
                for name, every in targets.items()
                for part in range(AT_ONCE)
            ]
            told = pool.map(lambda part: borrow(tried_in_place, *part), parts)
            doubtful = [
                mutant
                for (_name, every), answers in zip(parts, told, strict=True)
                for mutant, answer in zip(every, answers, strict=True)
                if answer != NOTICED
            ]
            alive = pool.map(lambda mutant: borrow(survives, mutant), doubtful)
            left = [mutant for mutant, alone in zip(doubtful, alive, strict=True) if alone]
    for mutant in left:
        print(f"not noticed: {TARGETS[mutant.target][0]}:{mutant.line}: {mutant.what}")
    how_many = sum(len(every) for every in targets.values())
    print(f"{how_many} changes, {how_many - len(left)} noticed, {len(left)} not")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
