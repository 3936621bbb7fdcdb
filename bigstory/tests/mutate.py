"""Changes one thing at a time in the code that decides who may see what, and looks whether a test notices.

    python -m bigstory.tests.mutate            all of it, on two processors; prints every change nobody noticed
    python -m bigstory.tests.mutate gate       some of: gate, permissions, twin, facts, moves, roles

Not part of the suite: it takes minutes. A change that no test notices is either a test that is missing or code that
decides nothing.
"""

import ast
import copy
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

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {
    "gate": ("outcomes/gate.py", ["outcomes/tests/test_gate.py"]),
    "permissions": ("outcomes/permissions.py", ["outcomes/tests/test_cleared.py"]),
    "twin": ("outcomes/reads/cleared.py", ["outcomes/tests/test_cleared.py"]),
    "facts": ("outcomes/reads/facts.py", ["outcomes/tests/test_facts.py", "outcomes/tests/test_cleared.py"]),
    "moves": ("outcomes/moves.py", ["outcomes/tests/test_moves.py"]),
    "roles": ("bigstory/accounts/roles.py", ["bigstory/accounts/tests/test_roles_page.py"]),
}
OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
AT_ONCE = 2
TOO_LONG = 180  # seconds: a change that makes a test hang was noticed


@dataclass(frozen=True)
class Mutant:
    target: str
    line: int
    what: str
    source: str


def mutants(target: str) -> Iterator[Mutant]:
    path, _tests = TARGETS[target]
    source = (ROOT / path).read_text(encoding="utf-8")
    tree = ast.parse(source)
    types = {id(part) for node in ast.walk(tree) for part in _types_of(node)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in types:
            continue
        for n in range(len(list(_changes(node)))):
            fresh = copy.deepcopy(tree)
            there = next(each for at, each in enumerate(ast.walk(fresh)) if at == place)
            what = list(_changes(there))[n]()
            yield Mutant(target, getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(fresh)))


def _types_of(node: ast.AST) -> Iterator[ast.AST]:
    """What only says of which type something is: it decides nothing when the code runs."""
    for name in ("annotation", "returns"):
        if there := getattr(node, name, None):
            yield from ast.walk(there)


def _changes(node: ast.AST) -> Iterator:
    """Ways to change one node, each a function that does it and says what it did."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in OTHER:
                yield lambda place=place: _turn(node, place)
    elif isinstance(node, ast.BoolOp):
        yield lambda: _swap(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield lambda: _other_value(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: _no_not(node)
    elif isinstance(node, ast.If | ast.IfExp):
        yield lambda: _set(node, "test", ast.Constant(True), "a condition that always holds")
        yield lambda: _set(node, "test", ast.Constant(False), "a condition that never holds")
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield lambda: _set(node, "value", ast.Constant(None), "nothing is returned")
    elif isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        for place in range(len(node.elts)):
            yield lambda place=place: _drop(node.elts, place)
    elif isinstance(node, ast.Dict):
        for place in range(len(node.keys)):
            yield lambda place=place: _drop_key(node, place)


def _turn(node: ast.Compare, place: int) -> str:
    was = ast.unparse(node)
    node.ops[place] = OTHER[type(node.ops[place])]()
    return f"{was} → {ast.unparse(node)}"


def _swap(node: ast.BoolOp) -> str:
    was = ast.unparse(node)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return f"{was} → {ast.unparse(node)}"


def _other_value(node: ast.Constant) -> str:
    was = node.value
    node.value = not was if isinstance(was, bool) else was + 1
    return f"{was} → {node.value}"


def _no_not(node: ast.UnaryOp) -> str:
    was = ast.unparse(node)
    node.operand, node.op = ast.UnaryOp(ast.Not(), node.operand), ast.Not()
    return f"{was}: the other way round"


def _set(node: ast.AST, name: str, value: ast.AST, what: str) -> str:
    was = ast.unparse(getattr(node, name))
    setattr(node, name, value)
    return f"{was}: {what}"


def _drop(elements: list, place: int) -> str:
    return f"without {ast.unparse(elements.pop(place))}"


def _drop_key(node: ast.Dict, place: int) -> str:
    node.values.pop(place)
    key = node.keys.pop(place)
    return f"without {ast.unparse(key) if key else '**'}"


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether every test still passes with this change, in a copy of the project."""
    path, tests = TARGETS[mutant.target]
    (folder / path).write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--nomigrations", "-p", "no:cacheprovider", *tests]
    env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "BIGSTORY_MODE")}
    try:
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=TOO_LONG, check=False)
    except subprocess.TimeoutExpired:
        return False
    finally:
        shutil.copy(ROOT / path, folder / path)
    return done.returncode == 0


def _copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns(".git", ".venv", "var", ".*_cache", ".hypothesis", "__pycache__", "node_modules")
    return Path(shutil.copytree(ROOT, folder, ignore=ignored))


def main(names: list[str]) -> int:
    every = [each for name in names or TARGETS for each in mutants(name)]
    with tempfile.TemporaryDirectory() as work:
        copies: Queue[Path] = Queue()
        for n in range(AT_ONCE):
            copies.put(_copy(Path(work) / str(n)))

        def try_one(mutant: Mutant) -> tuple[Mutant, bool]:
            folder = copies.get()
            try:
                return mutant, survives(mutant, folder)
            finally:
                copies.put(folder)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            left = [mutant for mutant, alive in pool.map(try_one, every) if alive]
    for mutant in left:
        print(f"not noticed: {TARGETS[mutant.target][0]}:{mutant.line}: {mutant.what}")
    print(f"{len(every)} changes, {len(every) - len(left)} noticed, {len(left)} not")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
