"""Each way in which one small thing in a piece of code can be changed: `mutate` asks whether a
test notices.
"""

import ast
import copy
from collections.abc import Callable, Iterator

OTHER = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Sub: ast.Add,
}
# Of a call to one of these, the other is meant to be wrong.
OTHER_NAME = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "filter": "exclude",
    "exclude": "filter",
    "first": "last",
    "OWN": "ALL",
    "ALL": "OWN",
}
# Every role, as the table of roles calls them: one more may do a thing, in every area.
ROLES = "MWLRTEA"


def changed(source: str) -> Iterator[tuple[int, str, str]]:
    """For each change: the line, what it is, and the whole source with it."""
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) for part in _decides_nothing(node)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for n in range(len(list(_changes(node)))):
            fresh = copy.deepcopy(tree)
            there = next(each for at, each in enumerate(ast.walk(fresh)) if at == place)
            what = list(_changes(there))[n]()
            yield getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(fresh))


def _decides_nothing(node: ast.AST) -> Iterator[ast.AST]:
    """Types, which the running code never asks; the words people read; and which columns are
    fetched along.
    """
    for name in ("annotation", "returns"):
        if there := getattr(node, name, None):
            yield from ast.walk(there)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "_":
        yield from ast.walk(node)


def _changes(node: ast.AST) -> Iterator[Callable[[], str]]:
    """Ways to change one node, each a function that does it and says what it did."""
    yield from _of_a_question(node)
    yield from _of_a_call(node)
    yield from _of_a_list(node)


def _of_a_question(node: ast.AST) -> Iterator[Callable[[], str]]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in OTHER:
                yield lambda place=place: _turn(node, place)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OTHER:
        yield lambda: _turn_op(node)
    elif isinstance(node, ast.BoolOp):
        yield lambda: _swap(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield lambda: _other_value(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield lambda: _no_not(node)
    elif isinstance(node, ast.If | ast.IfExp):
        yield lambda: _set(node, "test", ast.Constant(True), "a condition that always holds")
        yield lambda: _set(node, "test", ast.Constant(False), "a condition that never holds")
    elif (
        isinstance(node, ast.Return)
        and node.value is not None
        and ast.unparse(node.value) != "None"
    ):
        yield lambda: _set(node, "value", ast.Constant(None), "nothing is returned")
    elif isinstance(node, ast.Raise):
        yield lambda: _set(node, "__class__", ast.Pass, "not raised")
    elif isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield lambda place=place: _drop(node.ifs, place)


def _of_a_call(node: ast.AST) -> Iterator[Callable[[], str]]:
    if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
        field = "attr" if isinstance(node, ast.Attribute) else "id"
        if other := OTHER_NAME.get(getattr(node, field)):
            yield lambda: _set(node, field, other, f"now {other}")
    elif isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield lambda place=place: _drop(node.keywords, place)
        if ast.unparse(node.func).endswith(("filter", "exclude")):
            for place in range(len(node.args)):
                yield lambda place=place: _drop(node.args, place)


def _of_a_list(node: ast.AST) -> Iterator[Callable[[], str]]:
    if isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(
        getattr(node, "ctx", ast.Load()), ast.Load
    ):
        for place in range(len(node.elts)):
            yield lambda place=place: _drop(node.elts, place)
    elif isinstance(node, ast.Dict):
        for place in range(len(node.keys)):
            yield lambda place=place: _drop_key(node, place)
        held = {ast.unparse(key) for key in node.keys if key}
        if held and held <= set(ROLES):
            for role in sorted(set(ROLES) - held):
                yield lambda role=role: _add_role(node, role)


def _turn(node: ast.Compare, place: int) -> str:
    was = ast.unparse(node)
    node.ops[place] = OTHER[type(node.ops[place])]()
    return f"{was} → {ast.unparse(node)}"


def _turn_op(node: ast.BinOp | ast.AugAssign) -> str:
    was = ast.unparse(node)
    node.op = OTHER[type(node.op)]()
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
    node.operand = ast.UnaryOp(node.op, node.operand)
    return f"{was}: the other way round"


def _set(node: ast.AST, name: str, value: ast.AST, what: str) -> str:
    was = ast.unparse(node)
    setattr(node, name, value)
    return f"{was}: {what}"


def _drop(elements: list, place: int) -> str:
    return f"without {ast.unparse(elements.pop(place))}"


def _drop_key(node: ast.Dict, place: int) -> str:
    node.values.pop(place)
    key = node.keys.pop(place)
    return f"without {ast.unparse(key) if key else '**'}"


def _add_role(node: ast.Dict, role: str) -> str:
    was = ast.unparse(node)
    node.keys.append(ast.Name(role, ast.Load()))
    node.values.append(ast.Name("ALL", ast.Load()))
    return f"{was}: and {role} everywhere"
