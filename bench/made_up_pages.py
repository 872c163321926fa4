"""Archives of invented pages: reports in HTML of many layouts, with boilerplate, with and without claims, some damaged.

In: how many pages and a seed. Out: WARC records. Places are real names, everything else is invented: shapes of
sentences filled in by chance. Six pages of ten tell of harm, four are ordinary news; one in ten is damaged (bytes
flipped, cut off, tags torn, bytes of another encoding), one in twelve stands between records that are no pages.

Example: ``write_archive(Path("a.warc.gz"), pages=20_000, seed=1)``
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PLACES = ("Aleppo", "Homs", "Idlib", "Jableh", "Mosul", "Kirkuk", "Tikrit", "Kharkiv", "Kherson", "Sumy", "Marib",
          "Taiz", "Maiduguri", "Goma", "Bukavu", "Quetta", "Peshawar", "El Fasher", "Nyala", "Baidoa", "Kunduz")
MEANS = ("shells hit a market in", "an air strike destroyed a school in", "gunmen opened fire on a checkpoint near",
         "a car bomb exploded outside a bakery in", "rockets fell on a residential quarter of")
PEOPLE = ("civilians", "soldiers", "fighters", "people", "policemen", "villagers")
VOICES = ("the civil defence said", "a hospital official said", "state television reported", "a monitoring group said",
          "residents told the agency", "the ministry of defence said")
HARM = (
    "At least {n} {people} were killed and {m} wounded when {means} {place} on {day}, {voice}.",
    "The death toll from the attack on {place} rose to {n}, {voice} on {day}.",
    "{voice_up} that {n} {people} had been captured near {place} after an ambush.",
    "The army denied the account and put the number of wounded at {m}.",
    "Reports from {place} could not be independently verified.",
    "More than {m} families fled {place} since the fighting began, according to aid workers.",
    "Among the dead were {k} children, doctors in {place} said.",
)
CALM = (
    "The council of {place} approved a budget of {n} million for roads and schools on {day}.",
    "Farmers around {place} expect {m} per cent more wheat than last year after {n} days of rain.",
    "The museum in {place} will open {k} new rooms, its director said, and hopes for {m} visitors a day.",
    "A spokesman for the railway said {n} trains would run to {place} every day from {m} March.",
    "The team from {place} won {k} to nil on {day} in front of {m} spectators.",
)
DAMAGE = ("flipped", "cut off", "torn", "bytes")


def records(pages: int, seed: int) -> Iterator[bytes]:
    """Yield the records of an archive; the same seed gives the same ones."""
    for number in range(pages):
        chance = random.Random(f"{seed} {number}")
        if number % 12 == 0:
            yield _record(f"https://outlet{number % 40}.example/{number}.png", "image/png",
                          b"\x89PNG" + chance.randbytes(2_000), number)
        yield _record(f"https://outlet{number % 40}.example/{number}", "text/html; charset=utf-8",
                      _page(number, chance), number)


def write_archive(path: Path, *, pages: int, seed: int) -> None:
    """Write an archive with a gzip member a record."""
    with path.open("wb") as stream:
        for record in records(pages, seed):
            stream.write(gzip.compress(record, compresslevel=6, mtime=0))


def _page(number: int, chance: random.Random) -> bytes:
    day = date(2021, 1, 1) + timedelta(days=number % 700)
    shapes = HARM if chance.random() < 0.6 else CALM
    voice = chance.choice(VOICES)
    filled = {"n": chance.randrange(2, 90), "m": chance.randrange(3, 200), "k": chance.randrange(2, 9),
              "place": chance.choice(PLACES), "people": chance.choice(PEOPLE), "means": chance.choice(MEANS),
              "day": f"{day:%A}", "voice": voice, "voice_up": voice[0].upper() + voice[1:]}
    lines = [shape.format(**filled) for shape in chance.sample(shapes, k=min(len(shapes), chance.randrange(3, 7)))]
    lines += [shape.format(**filled) for shape in chance.sample(CALM, k=2)]
    title = f"{filled['place']}: report {number} of the desk"
    html = LAYOUTS[number % len(LAYOUTS)](title, lines, day.isoformat(), f"Outlet {number % 40}").encode()
    return _damaged(html, chance) if chance.random() < 0.1 else html


def _head(title: str, day: str, outlet: str) -> str:
    return (f"<!doctype html><html lang=en><head><title>{title} - {outlet}</title>"
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">'
            f'<meta property="article:published_time" content="{day}T09:00:00Z"></head>')


def _links(many: int) -> str:
    return "".join(f'<li><a href="/section/{i}">Section {i} of the paper</a></li>' for i in range(many))


def _article(title: str, lines: list[str], day: str, outlet: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (f"{_head(title, day, outlet)}<body><nav><ul>{_links(40)}</ul></nav>"
            f"<article><h1>{title}</h1>{body}</article><aside>"
            f"<h2>Most read</h2><ul>{_links(12)}</ul></aside><footer>All rights reserved by {outlet}.</footer>")


def _blocks(title: str, lines: list[str], day: str, outlet: str) -> str:
    body = "".join(f'<div class="par"><span>{line}</span></div>' for line in lines)
    return (f"{_head(title, day, outlet)}<body><div id=top>{_links(25)}</div><div id=main><h2>{title}</h2>"
            f"<div class=date>{day}</div>{body}</div><div id=foot>{_links(30)}</div></body></html>")


def _breaks(title: str, lines: list[str], day: str, outlet: str) -> str:
    return (f"{_head(title, day, outlet)}<body><table><tr><td>{_links(15)}</td><td><font size=4>{title}</font><br>"
            f"{'<br><br>'.join(lines)}</td></tr></table></body></html>")


def _twice(title: str, lines: list[str], day: str, outlet: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in [lines[0], *lines])
    script = "<script>var seen = {};" + "seen['x'] = 1;" * 40 + "</script>"
    return (f"{_head(title, day, outlet)}<body>{script}<header>{_links(30)}</header><main><h1>{title}</h1>"
            f"<time datetime={day}>{day}</time>{body}"
            f"<section class=comments>{'<p>Well said.</p>' * 8}</section></main>")


LAYOUTS = (_article, _blocks, _breaks, _twice)


def _damaged(html: bytes, chance: random.Random) -> bytes:
    how, content = chance.choice(DAMAGE), bytearray(html)
    if how == "flipped":
        for _ in range(30):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif how == "cut off":
        del content[chance.randrange(200, len(content)):]
    elif how == "torn":
        content = bytearray(html.replace(b"</p>", b"<p").replace(b"</div>", b"", 3))
    else:
        at = chance.randrange(len(content))
        content[at:at] = chance.randbytes(300)
    return bytes(content)


def _record(url: str, kind: str, body: bytes, number: int) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"
