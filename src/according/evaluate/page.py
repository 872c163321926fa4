"""The list of errors as one page: no script, nothing fetched, light and dark, everything from outside escaped.

In: an ``Evaluation``. Out: HTML.

Example: ``Path("errors.html").write_text(errors_page(evaluation, reader="patterns 1"), encoding="utf-8")``

Words are lit by shape and by colour: what the gold marks is underlined, what was read has a ground of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources

from according.evaluate import Evaluation
from according.evaluate.differ import ERRORS, Difference, differences, told_of, words_of
from according.evaluate.tally import Measure
from according.evaluate.told import Told

_LONGEST = 1500  # characters of evidence that are shown
# C0 and C1 controls and what turns the direction of letters, made spaces
_UNSAFE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")


def errors_page(evaluation: Evaluation, *, reader: str) -> str:
    """Return the page.

    Args:
        evaluation: what was found.
        reader: what read, for the heading.
    """
    return "".join(line + "\n" for line in _page(evaluation, reader))


def _page(evaluation: Evaluation, reader: str) -> Iterator[str]:
    style = (resources.files("according.evaluate") / "page.css").read_text("utf-8")
    listed = differences(evaluation.outcomes)
    by_kind = {kind: [d for d in listed if kind in d.kinds] for kind in ERRORS}
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>Errors of {_text(reader)}</title>\n<style>\n{style}</style>\n</head>\n<body>"
    yield f"<h1>Errors of {_text(reader)}</h1>"
    yield from _figures(evaluation)
    yield "<nav><h2>Kinds of error</h2><ul>"
    for kind, found in by_kind.items():
        yield f'<li><a href="#{_anchor(kind)}">{kind}</a> {len(found):,}: {ERRORS[kind]}</li>'
    yield "</ul></nav>"
    yield ('<p class="key">In each sentence <span class="g">underlined words</span> are the gold\'s, '
           '<span class="r">words on a ground</span> were read, <span class="g r">both</span> are both.</p>')
    for kind, found in by_kind.items():
        yield from _section(kind, found)
    yield "</body>\n</html>"


def _figures(evaluation: Evaluation) -> Iterator[str]:
    yield f"<p>{evaluation.score.articles:,} reports. Intervals: 95 in 100 of {evaluation.resamples:,} resamples.</p>"
    yield ('<table><thead><tr><th scope="col">reports</th><th scope="col">figure</th><th scope="col">precision</th>'
           '<th scope="col">recall</th><th scope="col">F1</th><th scope="col">interval of F1</th></tr></thead><tbody>')
    for name, score in (("all", evaluation.score), *evaluation.corpora.items()):
        for figure, measure in (("claims", score.claims), ("lenient", score.lenient), ("full", score.full)):
            yield _figure_row(name, figure, measure)
    yield "</tbody></table>"


def _figure_row(name: str, figure: str, measure: Measure) -> str:
    low, high = measure.interval.get("f1", (None, None))
    interval = "" if low is None or high is None else f"{low:.3f} to {high:.3f}"
    return (f'<tr><th scope="row">{_text(name)}</th><td>{figure}</td><td>{measure.precision:.3f}</td>'
            f"<td>{measure.recall:.3f}</td><td>{measure.f1:.3f}</td><td>{interval}</td></tr>")


def _section(kind: str, found: Sequence[Difference]) -> Iterator[str]:
    yield f'<section id="{_anchor(kind)}"><h2>{kind} <small>{len(found):,}</small></h2><p>{ERRORS[kind]}</p>'
    if found:
        yield f"<details><summary>show {len(found):,}</summary>"
        for difference in found:
            yield from _entry(difference)
        yield "</details>"
    yield "</section>"


def _entry(difference: Difference) -> Iterator[str]:
    gold, read = difference.gold, difference.read
    shown = gold or read
    assert shown is not None
    yield f'<article><p class="from">{_text(difference.report)} · {_text(difference.outlet)}</p>'
    yield f"<blockquote>{_lit(shown.evidence, gold, read, difference.kinds)}</blockquote>"
    if gold is not None and read is not None and read.evidence not in gold.evidence:
        yield f'<blockquote class="other">{_lit(read.evidence, None, read, difference.kinds)}</blockquote>'
    yield '<table><thead><tr><th></th><th scope="col">gold</th><th scope="col">read</th></tr></thead><tbody>'
    for kind in dict.fromkeys(("count", *difference.kinds)):
        if kind not in ("missed", "spurious"):
            row = '<tr class="d">' if kind in difference.kinds else "<tr>"
            yield (f'{row}<th scope="row">{kind}</th>'
                   f"<td>{_cell(gold, kind)}</td><td>{_cell(read, kind)}</td></tr>")
    yield "</tbody></table></article>"


def _cell(claim: Told | None, kind: str) -> str:
    return "–" if claim is None else _text(told_of(claim, kind)) or "not told"


def _lit(evidence: str, gold: Told | None, read: Told | None, kinds: Iterable[str]) -> str:
    """Return the evidence with the words of both claims marked, each character escaped once."""
    chosen = tuple(kinds)
    evidence = evidence[:_LONGEST]
    marks = [0] * len(evidence)
    for bit, claim in ((1, gold), (2, read)):
        for words in words_of(claim, chosen) if claim is not None else ():
            at = evidence.find(words)
            for i in range(at, at + len(words)) if at >= 0 else ():
                marks[i] |= bit
    out: list[str] = []
    start = 0
    for end in range(1, len(evidence) + 1):
        if end == len(evidence) or marks[end] != marks[start]:
            piece = _text(evidence[start:end])
            names = " ".join(name for bit, name in ((1, "g"), (2, "r")) if marks[start] & bit)
            out.append(f'<mark class="{names}">{piece}</mark>' if names else piece)
            start = end
    return "".join(out)


def _text(text: str) -> str:
    """Return text that no page takes for markup, and that turns no letters around it."""
    return escape(text.translate(_UNSAFE)).encode("utf-8", "replace").decode("utf-8")


def _anchor(kind: str) -> str:
    return kind.replace(" ", "-")
