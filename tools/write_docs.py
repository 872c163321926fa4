"""Write the parts of the docs that the code already says: words, records, settings, columns, help, what examples print.

In: pages that hold a pair of marks, ``<!-- from the code: NAME -->`` and ``<!-- until here -->``. Out: the same pages
with what stands between the marks written anew.

Example: ``python tools/write_docs.py``; with ``--check`` it changes nothing and fails where a page is stale.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ["COLUMNS"] = "100"  # the width of help, whatever the terminal
os.environ.pop("ACCORDING_LEDGER", None)

from according.cli import VERBS, main  # noqa: E402  # the path is set just above
from according.export import ENDINGS, FORMS  # noqa: E402
from according.words import VOCABULARIES  # noqa: E402

BLOCK = re.compile(r"(<!-- from the code: (?P<name>[a-z-]+) -->\n).*?(<!-- until here -->)", re.DOTALL)
_VARIABLE = re.compile(r"(ACCORDING_[A-Z_]+)(?:: (.*))?")


def words() -> Iterator[str]:
    """Yield a table for each closed vocabulary."""
    for vocabulary in VOCABULARIES:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).lower()
        yield f"### {name.capitalize()}\n\n{vocabulary.__doc__}\n"
        yield _table(("word", "means"), [(f"`{word.value}`", word.meaning) for word in vocabulary])


def records() -> Iterator[str]:
    """Yield a table of fields for each record, with the remark that stands beside the field in the source."""
    for part in ("report", "claim", "change", "figure", "whole", "summary"):  # as the data meets them
        yield from _records_of((ROOT / f"src/according/records/{part}.py").read_text(encoding="utf-8"))


def _records_of(source: str) -> Iterator[str]:
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef):
            continue
        yield f"### {node.name}\n"
        if told := ast.get_docstring(node):
            yield f"{' '.join(told.split())}\n"
        rows = [(f"`{ast.unparse(field.target)}`", f"`{ast.unparse(field.annotation)}`".replace("|", r"\|"),
                 _remark(lines, field.lineno)) for field in node.body if isinstance(field, ast.AnnAssign)]
        yield _table(("field", "holds", ""), rows)


def settings() -> Iterator[str]:
    """Yield the table of environment variables with their defaults."""
    source = (ROOT / "src/according/settings.py").read_text(encoding="utf-8")
    rows = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef) or node.name != "Settings":
            continue
        for field in node.body:
            found = _VARIABLE.match(_remark(source.splitlines(), field.lineno))
            if isinstance(field, ast.AnnAssign) and field.value is not None and found is not None:
                default = ast.unparse(field.value)
                rows.append((f"`{found[1]}`", found[2] or "", "" if default in ("None", "()") else f"`{default}`"))
    yield _table(("variable", "sets", "default"), rows)


def columns() -> Iterator[str]:
    """Yield the forms of export and the columns of each table."""
    rows = [(f"`{name}`", form.about, " ".join(f"`{ending}`" for ending in form.endings),
             form.profile if form.profile != "ucdp" else "") for name, form in FORMS.items()]
    yield _table(("form", "holds", "endings", "profile, unless `--profile`"), rows)
    yield _table(("ending", "is"), [(f"`{ending}`", meaning) for ending, meaning in ENDINGS.items()])
    for name, form in FORMS.items():
        if len(form.sheets) != 1:  # a form of several tables holds those of others
            continue
        sheet = form.sheets[0]
        yield f"### Columns of {name}\n"
        heads = ("column", "type", "holds", *(("HXL",) if sheet.tags else ()))
        yield _table(heads, [(f"`{n}`", c.kind.__name__, c.meaning,
                              *((f"`{sheet.tags[n]}`" if n in sheet.tags else "",) if sheet.tags else ()))
                             for n, c in sheet.columns.items()])


def command() -> Iterator[str]:
    """Yield the command's own help and that of each verb."""
    yield _help([])
    for verb in VERBS:
        yield f"### according {verb}\n"
        yield _help([verb])


def example(number: int) -> Callable[[], Iterator[str]]:
    """Return what yields one command of the example and what it prints."""
    return lambda: iter([f"```console\n$ according {EXAMPLES[number]}\n{printed()[number]}\n```\n"])


@cache
def printed() -> tuple[str, ...]:
    """Return what each command of the example prints, run one after the other in a folder of their own."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "docs").symlink_to(ROOT / "docs")
        os.chdir(folder)
        try:
            return tuple(_run(line.split()) for line in EXAMPLES)
        finally:
            os.chdir(here)


EXAMPLES = (
    "read docs/examples/ambush.jsonl",
    "add docs/examples/ambush.jsonl --ledger example.sqlite",
    "incidents --ledger example.sqlite",
    "show i- --ledger example.sqlite",
    "brief i- --ledger example.sqlite",
    "verify --ledger example.sqlite",
)

WRITERS: dict[str, Callable[[], Iterator[str]]] = {
    "words": words, "records": records, "settings": settings, "columns": columns, "command": command,
    **{f"example-{line.split()[0]}": example(number) for number, line in enumerate(EXAMPLES)},
}


def written(page: str) -> str:
    """Return a page with every marked part written anew."""
    return BLOCK.sub(lambda m: m[1] + "\n" + "\n".join(WRITERS[m["name"]]()) + "\n" + m[3], page)


def _help(verb: list[str]) -> str:
    return f"```text\n{_run([*verb, '--help'])}\n```\n"


def _run(arguments: list[str]) -> str:
    """Return what the command prints to stdout, without the blanks at the ends of lines."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main(arguments)
    told = out.buffer.getvalue().decode()  # type: ignore[attr-defined]  # the BytesIO given above
    told = re.sub(r"(head \d+:)[0-9a-f]{64}", r"\1(64 hexadecimal digits)", told)  # it holds the time of the run
    return "\n".join(line.rstrip() for line in told.strip().splitlines())


def _remark(lines: list[str], number: int) -> str:
    return lines[number - 1].partition("  # ")[2].strip()


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [" | ".join(headings), " | ".join("---" for _ in headings), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def run() -> int:
    """Write the pages, or say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a page is stale")
    check = parser.parse_args().check
    stale = []
    for page in [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]:
        old = page.read_text(encoding="utf-8")
        new = written(old)
        if new != old:
            stale.append(str(page.relative_to(ROOT)))
            if not check:
                page.write_text(new, encoding="utf-8")
    for name in stale:
        sys.stdout.write(f"{name}: {'stale: run `make docs`' if check else 'written'}\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(run())
