"""Small changes to a module's source, each of which a good test should notice.

In: the source of a module. Out: mutants: where, what stood there, what stands there now, and the code to run instead.
Changed are comparisons and their bounds, arithmetic, ``and`` and ``or``, ``not``, numbers and truth values, ``min`` and
``max``, ``any`` and ``all``, what is returned, and ``break`` and ``continue``. Words (strings) are left alone: most are
wording.

Example: ``if a < b: return 1`` gives ``a <= b``, ``return 2`` and ``return None``
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change."""

    module: str
    owner: str  # Class.method or function; "" for a statement of the module
    line: int
    was: str  # the smallest statement or expression around it, as Python prints it
    now: str
    code: CodeType  # of the whole module, changed


def mutants_of(source: str, *, module: str, path: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its source."""
    tree = ast.parse(source)
    for owner, top in _owners(tree):
        for parent, field, index, node in list(_nodes(top)):
            for new in _changes(node):
                was, now = _shown(parent, node), None
                _put(parent, field, index, new)
                try:
                    now = _shown(parent, new)
                    code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
                finally:
                    _put(parent, field, index, node)
                yield Mutant(module=module, owner=owner, line=getattr(node, "lineno", 0), was=was, now=now, code=code)


def _owners(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions and methods by name; other statements of the module under no name; the bodies of classes are data."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef))
        elif isinstance(node, ast.Assign):
            yield "", node


_Site = tuple[ast.AST, str, int | None, ast.AST]
_NOT_RUN = {"annotation", "returns", "decorator_list"}


def _nodes(top: ast.AST) -> Iterator[_Site]:
    for field, value in ast.iter_fields(top):
        if field in _NOT_RUN or (isinstance(top, ast.AnnAssign) and field == "annotation"):
            continue
        many = value if isinstance(value, list) else [value]
        for index, node in enumerate(many):
            if isinstance(node, ast.AST):
                yield top, field, index if isinstance(value, list) else None, node
                yield from _nodes(node)


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _shown(parent: ast.AST, node: ast.AST) -> str:
    """Return a node as printed, with what is around it where it is short."""
    around = parent if isinstance(parent, ast.expr | ast.comprehension | ast.Return | ast.keyword) else node
    return ast.unparse(around if isinstance(around, ast.expr | ast.stmt | ast.comprehension | ast.keyword) else node)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand instead of a node; the copies keep its place in the source."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            yield _with(node, ops=[_COMPARE[type(op)]() if n == at else o for n, o in enumerate(node.ops)])
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield _with(node, op=_ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield _with(node, value=not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield _with(node, value=node.value + 1)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _CALLS:
        yield _with(node, id=_CALLS[node.id])
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield _with(node, value=ast.Constant(value=None))
    elif isinstance(node, ast.Break | ast.Continue):
        yield ast.copy_location(ast.Continue() if isinstance(node, ast.Break) else ast.Break(), node)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new
