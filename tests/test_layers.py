"""Imports point down only, none hide, and there is no knot (docs/contributing.md, "Which way imports point").

Every import of our own package counts, also those inside functions and under TYPE_CHECKING, and the modules that the
command loads by name.
"""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import according

ROOT = Path(according.__file__).parent
MODULE = re.compile(r"according(\.[a-z_]+)+")

GROUND = (
    "words",
    "errors",
    "records",
    "jobs",
    "holdings",
    "identity",
    "addresses",
    "spans",
    "titles",
    "phrasing",
    "settings",
    "codec",
    "confine",
    "html_bounds",
    "charset",  # bounds and letters of what comes from outside
)
STEPS = (
    "fetch",
    "collect",
    "parse",
    "clean",
    "split",
    "extract",
    "resolve",
    "judged",
    "link",
    "copies",
    "versions",
    "naming",
    "origins",
    "reconcile",
    "grade",
    "history",
    "parents",
    "nearby",
    "chain",
    "silence",
    "ties",
    "totals",
    "sift",
    "doubts",
)
LEAVING = ("brief", "export", "charts")
DOORS = ("cli", "web", "backfill", "__main__")

# A room is the first name below `according`; what each may import, besides itself.
MAY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, GROUND),
    "books": GROUND,
    **dict.fromkeys(STEPS, (*GROUND, "books")),
    "versions": (*GROUND, "copies"),
    **dict.fromkeys(LEAVING, GROUND),
    "evaluate": (*GROUND, "books"),
    "lessons": (*GROUND, "judged", "ledger"),
    "ledger": GROUND,
    "changes": (*GROUND, "books", "versions"),
    "earlier": (*GROUND, "books", *STEPS, "ledger"),
    "held": (*GROUND, "books", *STEPS, "ledger", "earlier"),
    "surveys": (*GROUND, "books", *STEPS, "ledger", "held", "earlier"),
    "trails": (*GROUND, "books", *STEPS, "ledger", "held"),
    "reviewing": (*GROUND, "books", *STEPS, "ledger", "held"),
    "corrections": (*GROUND, "books", *STEPS, "ledger", "earlier", "changes"),
    "views": (*GROUND, "books", *STEPS, "ledger", "held", "surveys", "earlier", "corrections"),
    "summaries": (*GROUND, "books", *STEPS, "ledger", "views"),
    "settling": (*GROUND, "books", *STEPS, "ledger", "views", "held", "summaries"),
    "archive": GROUND,
    "pipeline": (*GROUND, "archive", "books", *STEPS, "ledger", "views", "settling"),
    "captures": (*GROUND, "ledger", "pipeline"),
    "doctor": (*GROUND, "books", "extract", "charts", "ledger", "archive"),
    "catalogue": (*GROUND, "books", *STEPS, "ledger", "views", "summaries"),
    "documents": (*GROUND, "export", "views"),
    "gather": (*GROUND, "books", *STEPS, "ledger", "views", "held"),
    "compare": (*GROUND, "books", "nearby", "export"),
    "releases": (*GROUND, "export"),
    "demo": (),  # data only
    "cli": (
        *(*GROUND, *LEAVING, "compare", "releases", "evaluate", "lessons", "pipeline", "gather", "ledger"),
        *("archive", "captures", "changes", "corrections", "views", "surveys", "reviewing", "trails", "doctor"),
        *("judged", "sift", "catalogue", "documents", "collect", "fetch", "demo", "web", "backfill", "watch"),
    ),
    "web": (
        *(*GROUND, "books", *LEAVING, "compare", "releases", "pipeline", "gather", "ledger"),
        *("archive", "captures", "changes", "corrections", "views", "surveys", "reviewing", "trails"),
        *("judged", "sift", "history", "summaries", "catalogue", "documents", "collect", "fetch"),
    ),
    "watch": (*GROUND, "collect", "fetch", "parse", "ledger", "pipeline"),
    "backfill": (*GROUND, "collect", "pipeline", "ledger"),
    "__main__": ("cli",),
    "__init__": (*GROUND, "pipeline", "views", "ledger"),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_imports(source: str, module: str, *, is_package: bool) -> set[str]:
    """Return every dotted name of our package that the source imports, hidden or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")
                keep = len(parents) - node.level + (1 if is_package else 0)
                base = ".".join([*parents[:keep], *([node.module] if node.module else [])])
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return {name for name in found if name == "according" or name.startswith("according.")}


def named_modules(source: str) -> set[str]:
    """Return every text that reads like a module of ours, where modules are loaded by name; tables of names, too."""
    if "import_module" not in source:
        return set()
    texts = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and MODULE.fullmatch(text)}


def edges() -> dict[str, set[str]]:
    modules = {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}
    out: dict[str, set[str]] = {}
    for name, path in modules.items():
        source = path.read_text(encoding="utf-8")
        imported = own_imports(source, name, is_package=path.name == "__init__.py")
        out[name] = {longest_module(target, modules) for target in imported} - {name}
        out[name] |= (named_modules(source) & set(modules)) - {name}
    return out


def longest_module(name: str, modules: dict[str, Path]) -> str:
    """`according.ledger.open_ledger` is a name of the module `according.ledger`."""
    while name not in modules:
        name = name.rpartition(".")[0]
    return name


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def test_every_room_has_its_place() -> None:
    strangers = sorted({room(module) for module in edges()} - set(MAY))
    assert not strangers, f"rooms without a layer: {strangers}; add them to MAY in tests/test_layers.py"


def test_imports_point_down_only() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, targets in edges().items()
        for target in sorted(targets)
        if room(target) != room(module) and room(target) not in MAY[room(module)]
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_the_package_itself() -> None:
    # The package's top imports the pipeline, so `import according` from inside would close a circle.
    wrong = [module for module, targets in edges().items() if "according" in targets]
    assert not wrong, f"{wrong} import the package itself"


def test_there_is_no_knot() -> None:
    graph = edges()
    assert set(TopologicalSorter(graph).static_order()) == set(graph)  # raises CycleError and names the circle


def test_no_own_import_hides() -> None:
    hidden = []
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for outer in ast.walk(tree):
            if not isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.If)):
                continue
            for node in ast.walk(outer):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                if any(name.split(".")[0] == "according" for name in names) or (
                    isinstance(node, ast.ImportFrom) and node.level
                ):
                    hidden.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not hidden, f"own imports inside functions or conditions: {hidden}"


def test_the_walk_counts_hidden_imports() -> None:
    source = "def f():\n    from according.ledger import open_ledger\n    import_module('according.pipeline')\n"
    assert own_imports(source, "according.x", is_package=False) == {"according.ledger.open_ledger"}
    assert named_modules(source) == {"according.pipeline"}
    assert "according.books.places" in own_imports("from . import places", "according.books", is_package=True)
    assert "according.records.Page" in own_imports(
        "from ..records import Page", "according.books.places", is_package=False)
