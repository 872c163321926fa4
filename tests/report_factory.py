"""Reports and texts for tests, with what a test does not care about filled in."""

from according.clean import clean
from according.identity import report_id, text_hash
from according.records import Report, Text


def a_report(
    text: str, *, outlet: str | None = "Example Herald", title: str | None = None, published: str | None = "2025-03-07"
) -> Report:
    return Report(
        id=report_id(outlet, text),
        key=None,
        outlet=outlet,
        title=title,
        published=published,
        published_printed=published,
        url=None,
        lang="en",
        text=text,
        sha256=text_hash(text),
    )


def a_text(text: str) -> Text:
    return clean(a_report(text))
