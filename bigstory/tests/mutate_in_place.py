"""A pytest plugin for `mutate`: runs the collected tests once for each change, in one process.

A change inside a function is made by giving that function the code of the changed one, wherever
somebody imported it. Starting Python, Django and a database anew costs seconds each time, most of
these tests milliseconds.

    MUTATE=<file with the order> pytest -p bigstory.tests.mutate_in_place <tests>
"""

import functools
import importlib
import json
import os
import signal
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _pytest.runner import runtestprotocol

# A change that makes a test hang is noticed.
TOO_LONG = 60  # seconds
NOTICED, ALIVE, ELSEWHERE = "noticed", "alive", "elsewhere"


class Hangs(Exception):
    """The tests take much longer than they should."""


@dataclass(frozen=True)
class Swap:
    """One function and the code it has with a change."""

    function: types.FunctionType
    code: types.CodeType


def pytest_runtestloop(session) -> bool:
    """Instead of pytest's own loop. The order: the module, its source, and each changed source."""
    path = Path(os.environ["MUTATE"])
    order = json.loads(path.read_text(encoding="utf-8"))
    module = importlib.import_module(order["module"])
    # Once as it is: whatever tests plant once in a process is planted by the code that is right.
    assert not _fails(session.items), "the tests have to pass before anything is changed"
    before = compile(order["source"], "before", "exec")
    said = []
    for source in order["changed"]:
        swap = swap_of(module, before, compile(source, "after", "exec"))
        said.append(_try(session.items, swap) if swap else ELSEWHERE)
        path.with_suffix(".said").write_text(json.dumps(said), encoding="utf-8")
    return True


def _try(items: list, swap: Swap) -> str:
    was = swap.function.__code__
    swap.function.__code__ = swap.code
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(TOO_LONG)
    try:
        return NOTICED if _fails(items) else ALIVE
    except Hangs:
        return NOTICED
    finally:
        signal.alarm(0)
        swap.function.__code__ = was


def _hangs(_signal, _frame):
    raise Hangs


def _fails(items: list) -> bool:
    """Whether a test fails. What lives as long as the process is not taken down in between: after
    the last the first is the next.
    """
    first = items[0]
    for item, following in zip(items, [*items[1:], first], strict=True):
        item._initrequest()
        reports = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            item.session._setupstate.teardown_exact(first)
            return True
    return False


def swap_of(module, before: types.CodeType, after: types.CodeType) -> Swap | None:
    """The function in which two versions of a module differ, with its changed code; None where they
    differ outside of functions, or where nobody can say which function that is.
    """
    olds, news = dict(_functions(before)), dict(_functions(after))
    if _frame(before) != _frame(after) or olds.keys() != news.keys():
        return None
    changed = [name for name in olds if _shape(olds[name]) != _shape(news[name])]
    if len(changed) != 1:
        return None
    function = _find(module, changed[0])
    if function is None or function.__code__.co_freevars != news[changed[0]].co_freevars:
        return None
    return Swap(function, news[changed[0]])


def _functions(code: types.CodeType) -> Iterator[tuple[str, types.CodeType]]:
    """The functions and methods of a module, by their names; those inside of them are theirs."""
    for inner in _inner(code):
        if _is_function(inner):
            yield inner.co_qualname, inner
        else:
            yield from _functions(inner)


def _inner(code: types.CodeType) -> Iterator[types.CodeType]:
    return (const for const in code.co_consts if isinstance(const, types.CodeType))


def _is_function(code: types.CodeType) -> bool:
    """And no body of a class, whose names are not those of a function."""
    return bool(code.co_flags & 0x1)


def _frame(code: types.CodeType) -> tuple:
    """All of a module or a class but what its functions do."""
    consts = tuple(
        _frame(const) if _is_class(const) else _name_of(const) for const in code.co_consts
    )
    return code.co_code, code.co_names, consts


def _is_class(const) -> bool:
    return isinstance(const, types.CodeType) and not _is_function(const)


def _name_of(const):
    return const.co_qualname if isinstance(const, types.CodeType) else (type(const), const)


def _shape(code: types.CodeType) -> tuple:
    """What a function does, without its lines."""
    consts = tuple(
        _shape(const) if isinstance(const, types.CodeType) else (type(const), const)
        for const in code.co_consts
    )
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, consts


def _find(module, qualname: str) -> types.FunctionType | None:
    """The living function of that name, under its decorators."""
    there = module
    for name in qualname.split("."):
        there = vars(there).get(name)
        if there is None:
            return None
    for name in ("fget", "func", "__func__"):
        if isinstance(there, property | functools.cached_property | classmethod | staticmethod):
            there = getattr(there, name, there)
    while hasattr(there, "__wrapped__") and not hasattr(there, "cache_clear"):
        there = there.__wrapped__
    plain = isinstance(there, types.FunctionType) and there.__code__.co_qualname == qualname
    return there if plain else None
