"""What is fuzzed: five entries to the code that takes in what strangers wrote, each with what must hold whatever comes.

In: bytes. Out: nothing; an exception that is none of ours, or a promise that does not hold, is a find.

Example: ``TARGETS["count"](b"At least 12 people were killed")``
"""

from __future__ import annotations

import io
from collections.abc import Callable

from according.books.dates import find_dateline, find_dates
from according.books.numbers import open_numbers
from according.clean import clean
from according.collect import feed
from according.collect.warc import read_warc
from according.errors import BadInput
from according.extract import extract
from according.extract.anchors import find_anchors
from according.extract.patterns import PatternReader
from according.records import Count, Failure, Page, Phrase
from according.resolve.when import date_context, resolve_when
from according.settings import Settings
from according.split import split
from claim_factory import make_report

_SETTINGS = Settings(max_bytes=100_000)
_READER = PatternReader()


def in_order(count: Count) -> bool:
    """Say whether low, best and high, as far as they are known, do not fall."""
    known = [end for end in (count.low, count.best, count.high) if end is not None]
    return known == sorted(known) and all(end >= 0 for end in known)


def count(data: bytes) -> None:
    """Counts stand where they say, one behind the other, with their ends in order."""
    text, at = data.decode("utf-8", "replace"), 0
    for anchor in find_anchors(text, open_numbers()):
        phrase = anchor.phrase
        assert text[phrase.start:phrase.end] == phrase.text
        assert at <= phrase.start < phrase.end
        assert in_order(anchor.count)
        at = phrase.end


def date(data: bytes) -> None:
    """Time words stand where they say; whatever they say, a day or a reason comes of it."""
    text = data.decode("utf-8", "replace")
    context = date_context(text, published="2025-03-07")
    line = find_dateline(text)
    for words in (*find_dates(text), *([line] if line else [])):
        assert text[words.start:words.end] == words.text
        found = resolve_when(Phrase(text=words.text, start=words.start, end=words.end), context=context)
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.start <= str(found.end)
        assert found.start is not None or found.unresolved is not None


def attribution(data: bytes) -> None:
    """Whom a sentence quotes, and all else that a draft holds, stands in the text where it says."""
    text = clean(make_report(data.decode("utf-8", "replace")))
    for draft in extract(split(text), reader=_READER).drafts:
        for phrase in (draft.source, draft.cue, draft.carrier, draft.source_before, draft.harm_words, draft.count_words,
                       draft.victims, draft.perpetrator, draft.means, draft.place, draft.time):
            assert phrase is None or text.clean[phrase.start:phrase.end] == phrase.text
        assert in_order(draft.count)


def feeds(data: bytes) -> None:
    """A feed gives pages and failures, or is refused."""
    try:
        found = list(feed.read_feed(io.BytesIO(data), origin="feed", encoding=None, settings=_SETTINGS))
    except BadInput:
        return
    assert found
    assert all(isinstance(one, Failure) or one.content.strip() for one in found)


def archive(data: bytes) -> None:
    """An archive gives pages and failures, one at least, or is refused."""
    try:
        found = list(read_warc(io.BytesIO(data), origin="archive", settings=_SETTINGS))
    except (BadInput, EOFError, OSError):  # those of broken gzip: ``collect`` tells them
        return
    assert found
    assert all(isinstance(one, Page | Failure) for one in found)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "count": count, "date": date, "attribution": attribution, "feed": feeds, "archive": archive,
}


def unconfined() -> None:
    """Read feeds in this process, so that the fuzzer sees which way they took."""
    feed.run_confined = lambda function, *arguments, **_: function(*arguments)  # type: ignore[assignment]
