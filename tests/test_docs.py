"""The docs say what the code does: nothing public is left out, nothing generated is stale, no link leads nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from according.cli import VERBS
from according.export import ENDINGS, FORMS
from according.settings import Settings
from according.words import VOCABULARIES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_pages_written_from_the_code_are_not_stale():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "write_docs.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb):
    assert f"### according {verb}\n" in page("cli.md")


def test_every_setting_is_documented():
    missing = [
        field.name for field in fields(Settings) if f"`ACCORDING_{field.name.upper()}`" not in page("settings.md")
    ]
    assert not missing


def test_every_form_of_export_and_every_column_is_documented():
    assert all(f"| `{ending}` |" in page("exports.md") for ending in ENDINGS)
    assert all(f"| `{name}` |" in page("exports.md") for name in FORMS)
    columns = {column for form in FORMS.values() for sheet in form.sheets for column in sheet.columns}
    assert all(f"| `{column}` |" in page("exports.md") for column in columns)


def test_every_word_is_documented():
    missing = [
        word.value
        for words in VOCABULARIES
        for word in words
        if f"| `{word.value}` | {word.meaning} |" not in page("words.md")
    ]
    assert not missing


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=; ]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        ("To run", names(PROJECT["project"]["dependencies"])),
        ("By choice", names([r for extra in PROJECT["project"]["optional-dependencies"].values() for r in extra])),
        ("To build", names(PROJECT["build-system"]["requires"]) | {"editables"}),
        (
            "To develop",
            names(PROJECT["dependency-groups"]["dev"]) - names(PROJECT["build-system"]["requires"]) - {"editables"},
        ),
    ],
)
def test_every_dependency_is_documented_with_its_licence(section, wanted):
    table = page("dependencies.md").split(f"## {section}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("| ")][
        2:
    ]
    assert {row[0] for row in rows} == wanted
    assert all(row[-1] for row in rows)


def test_the_lock_holds_every_dependency_with_hashes_and_names_no_host():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {match.lower().replace("_", "-") for match in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}
    wanted = names(
        [
            *PROJECT["project"]["dependencies"],
            *PROJECT["dependency-groups"]["dev"],
            *PROJECT["build-system"]["requires"],
        ]
    )
    assert {name.lower().replace("_", "-") for name in wanted} <= locked
    assert "://" not in lock
    pins = len(re.findall(r"^[A-Za-z0-9_.-]+==", lock, re.MULTILINE))
    assert len(re.findall(r"--hash=sha256:", lock)) >= pins


def test_what_builds_the_package_is_what_the_environment_holds():
    assert names(PROJECT["build-system"]["requires"]) <= names(PROJECT["dependency-groups"]["dev"])
    pinned = {r for r in PROJECT["build-system"]["requires"] if "==" in r}
    assert pinned <= set(PROJECT["dependency-groups"]["dev"])


def test_the_changelog_opens_with_the_version_of_the_package():
    found = re.search(r"^## \[([0-9.]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert found[1] == PROJECT["project"]["version"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not (path.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_is_not_too_long(path):
    by_hand = re.sub(r"(?s)<!-- from the code: .*?<!-- until here -->", "", path.read_text(encoding="utf-8"))
    assert len(by_hand.splitlines()) < 500


def test_every_page_is_in_the_index():
    missing = [
        path.name for path in DOCS.glob("*.md") if path.name != "index.md" and f"({path.name})" not in page("index.md")
    ]
    assert not missing


def test_make_help_tells_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None
    untold = [t for t in targets[1].split() if t != "default" and not re.search(rf"^{t}:.*## ", makefile, re.MULTILINE)]
    assert not untold
