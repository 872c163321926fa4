"""Documents of every kind that is read, spoilt in every way that came to mind; the same number, the same document.

In: a number and a seed. Out: a file name and bytes. Sound documents of our own come first, then from one to three
things are done to them: bytes changed, cut, doubled, spliced with another kind, nested, told in another encoding,
packed, blown up.

Example: ``make_malformed(17, seed=1)`` gives ``("m17.warc", b"WARC/1.1...")``
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable

from source_factory import FEED, PAGE, packed, record

_SENTENCES = (
    "At least 12 people were killed and 30 wounded in shelling of Homs on Thursday, the Observatory said.",
    "Between 5 and 7 soldiers died near Idlib, state television said, quoting a military source.",
    "The ministry of health put the toll at 1,204 dead since October 2023, among them 311 children.",
    "“Nobody was hurt,” said the spokesman; medics told the agency that a dozen were.",
    "En vain: des dizaines de morts. Загинуло двоє людей. قتل ثلاثة مدنيين. 三人死亡。",
    "Government forces took the village of Ramun two days later, on 7 March, and gave them until Sunday.",
)
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><updated>2025-03-06T20:30:00Z</updated>
<entry><title>Two</title><id>urn:w:1</id><link href="https://wire.example/1"/><updated>2025-03-06T20:30:00Z</updated>
<content type="html">&lt;p&gt;Two were killed in Idlib, medics said.&lt;/p&gt;</content></entry>
<entry><title>Three</title><id>urn:w:2</id><summary>Three died in Hama on Monday.</summary></entry></feed>
"""
KINDS = ("html", "rss", "atom", "warc", "json", "jsonl", "txt", "gz")
Way = Callable[[bytes, random.Random], bytes]


def make_malformed(number: int, *, seed: int) -> tuple[str, bytes]:
    """Return document ``number``: every kind in turn, spoilt."""
    draw = random.Random(f"{seed}/{number}")
    kind = KINDS[number % len(KINDS)]
    content = _sound(kind, draw)
    for _ in range(draw.choice((1, 1, 2, 3))):
        content = draw.choice(_WAYS)(content, draw)
    if draw.random() < 0.002:
        content = _blown_up(content, draw)
    if draw.random() < 0.05:
        content = gzip.compress(content, 1, mtime=0)
    name = draw.choice((kind, kind, kind, draw.choice(KINDS), "bin"))
    return f"m{number}.{name}", content


def _sound(kind: str, draw: random.Random) -> bytes:
    text = " ".join(draw.sample(_SENTENCES, draw.randint(1, 4)))
    said = {"id": f"k{draw.randrange(9_999)}", "title": draw.choice(_SENTENCES), "outlet": "Example Wire", "text": text,
            "published": "2025-03-07", "url": "https://wire.example/a", "lang": "en"}
    if kind == "html":
        return draw.choice((PAGE, f"<p>{text}</p>")).replace("Two civilians", text[:60]).encode()
    if kind in ("rss", "atom"):
        return (FEED if kind == "rss" else _ATOM).replace("Two were killed", text[:80]).encode()
    if kind == "warc":
        records = [record(PAGE.replace("Two civilians", text[:60]).encode()) for _ in range(draw.randint(1, 3))]
        return packed(records) if draw.random() < 0.5 else b"".join(records)
    if kind == "json":
        return json.dumps([said] * draw.randint(1, 2), ensure_ascii=draw.random() < 0.5).encode()
    if kind == "jsonl":
        return b"\n".join(json.dumps(said).encode() for _ in range(draw.randint(1, 3)))
    if kind == "gz":
        return gzip.compress(text.encode(), mtime=0)
    return text.encode()


# --- what is done to them ---------------------------------------------------------------------


def _bytes_changed(content: bytes, draw: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(draw.randint(1, 1 + len(body) // 200)):
        if body:
            body[draw.randrange(len(body))] = draw.randrange(256)
    return bytes(body)


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _piece_out(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content) + 1)
    return content[:start] + content[start + draw.randint(1, 200):]


def _doubled(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content) + 1)
    piece = content[start:start + draw.randint(1, 60)]
    return content[:start] + piece * draw.randint(2, 60) + content[start:]


def _spliced(content: bytes, draw: random.Random) -> bytes:
    other = _sound(draw.choice(KINDS), draw)
    return content[: draw.randrange(len(content) + 1)] + other[draw.randrange(len(other) + 1):]


_TOKENS = (
    b"<div>", b"<b><i>", b"</p>", b"<table><tr><td>", b"[", b'{"a":', b"<!--", b"<![CDATA[", b"]]>", b"&#xD83D;",
    b"&#0;", b"&amp;amp;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81",
    b"9" * 40, b" million", b" billion", b"one hundred and ", b"29 February 2023", b"31/02/2016", b"0 killed ",
    b"-1 killed ", b"1,2,3,4 killed ", "٥٠٠ ".encode(), "５００ killed ".encode(), b"'", b'"', b"\\", b"said ",
    b" a=1", b"<script>", b"<style>", b"WARC/1.1\r\n", b"Content-Length: 99999999999\r\n", b"\r\n\r\n",
    b"\x1f\x8b\x08\x00", b"<item>", b"<entry>", b"<!DOCTYPE r [", b"<!ENTITY a 'b'>", b"\xf0\x9f\x92\xa3",
    b"\xed\xa0\x80",
    b"https://", b"between ", b" to ", b" and ", b"per cent", b"at least ", b"dozens of ", b"the ", b"his ",
)


def _tokens(content: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(content) + 1)
        content = content[:at] + draw.choice(_TOKENS) * draw.choice((1, 1, 1, 2, 30, 400)) + content[at:]
    return content


def _nested(content: bytes, draw: random.Random) -> bytes:
    opening, closing = draw.choice(((b"<div>", b"</div>"), (b"[", b"]"), (b'{"text":', b"}"), (b"<p ", b">"),
                                    (b"<item>", b"</item>"), (b"\xe2\x80\x9c", b"\xe2\x80\x9d")))
    times = draw.choice((2, 50, 900, 1_100))
    return opening * times + content + closing * draw.choice((0, times))


_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1251", "cp1252", "koi8-r", "shift_jis", "gb18030", "utf-7", "cp037",
              "utf-8-sig")


def _in_another_encoding(content: bytes, draw: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _declared_otherwise(content: bytes, draw: random.Random) -> bytes:
    wrong = draw.choice((b"utf-16", b"koi8-r", b"rot13", b"idna", b"\xff", b"utf-8\x00", b"x" * 300))
    return content.replace(b"utf-8", wrong).replace(b"UTF-8", wrong)


def _packed(content: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 1, 2, 5))):
        content = gzip.compress(content, 1, mtime=0)
    return draw.choice((content, content[: len(content) // 2], content + b"\0" * 9, content * 2))


_WAYS: tuple[Way, ...] = (_bytes_changed, _bytes_changed, _cut, _piece_out, _doubled, _spliced, _tokens, _tokens,
                          _nested, _in_another_encoding, _declared_otherwise, _packed)


def _blown_up(content: bytes, draw: random.Random) -> bytes:
    times = draw.choice((100_000, 1_000_000, 6_000_000)) // max(1, len(content))
    return content * max(1, times)
