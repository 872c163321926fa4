"""What the outlets of the feed server do: written down before anything runs, and what follows from it for a reader.

In: a number of items, a seed. Out: items, each with what its outlet will do, and what a careful reader has in the end,
worked out from this script alone. Nothing of the package is imported here: the reader that is tried cannot lean on
himself.

Example::

    script = make_script(60, seed=1)
    script.items[0].careful == Careful(versions=(0,), published="2025-03-06")
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2025, 3, 6, 6, 0, tzinfo=UTC)
HOUR = 3_600.0
DAY = 24 * HOUR
LISTED_DAYS = 2.0  # an item stands so long in its list
HOSTS = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel")  # .feeds.example
DOWN, NOWHERE, INSIDE, HUB = "down", "nowhere", "inside", "hub"
SLOW, SLOW_SECONDS = "cedar", 7.0  # its robots.txt asks for so long between two requests
_CHANGED, _CHANGED_AGAIN = 21 * HOUR, 3.5 * DAY  # after an item is listed; a list of rounds every six hours may be late
ZONE = ".feeds.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Careful:
    """What a careful reader has of one item in the end."""

    versions: tuple[int, ...] = (0,)  # in the order in which they stood
    dead: str | None = None  # words of the reason for which nothing of it was read
    gone: str | None = None  # words of the reason for which it was taken back
    published: str | None = "told"  # the day; "told": that on which it was listed; None: nobody can be believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report of one outlet, and what the outlet does with it."""

    number: int
    host: str
    does: str  # key of DOINGS
    at: float  # seconds after START when its list first names it

    @property
    def path(self) -> str:
        """Return its address on its host."""
        return f"/{'closed' if self.does == 'disallowed' else 'reports'}/{self.number}"

    @property
    def day(self) -> str:
        """Return the day on which it is listed."""
        return (START + timedelta(seconds=self.at)).date().isoformat()

    @property
    def careful(self) -> Careful:
        """Return what a careful reader has of it."""
        return DOINGS[self.does]

    def version(self, now: float) -> int:
        """Return which version stands at a time."""
        once, twice = (_CHANGED,), (_CHANGED, _CHANGED_AGAIN)
        steps = {"silent": once, "announced": once, "twice": twice}.get(self.does, ())
        return sum(1 for step in steps if now >= self.at + step)

    def is_gone(self, now: float) -> bool:
        """Say whether its outlet has taken it back."""
        since = now - self.at
        if self.does == "back":
            return _CHANGED <= since < _CHANGED_AGAIN
        return self.does in ("withdrawn", "erased", "homeward") and since >= _CHANGED


DOINGS: dict[str, Careful] = {
    "plain": Careful(),
    "nonce": Careful(),  # other bytes each time, the same text
    "silent": Careful(versions=(0, 1)),  # corrected, and nobody was told
    "announced": Careful(versions=(0, 1)),  # corrected, and its list says so
    "twice": Careful(versions=(0, 1, 2)),
    "withdrawn": Careful(gone="410"),
    "erased": Careful(gone="404"),
    "homeward": Careful(gone="front page"),  # leads to the front page from some hour on
    "back": Careful(),  # gone for some days, then there again
    "stalls": Careful(),  # says nothing, once
    "mute": Careful(dead="no whole answer"),  # says nothing, ever
    "torn": Careful(),  # breaks off, once
    "busy": Careful(),  # 503 with seconds to wait
    "limited": Careful(),  # 429 with a date to wait for
    "ill": Careful(),  # 500, three times
    "broken": Careful(dead="answers with 500"),  # 500, always
    "moved": Careful(),
    "elsewhere": Careful(),  # to another host
    "chain": Careful(),  # four redirects
    "loop": Careful(dead="redirects more than"),
    "within": Careful(dead="if it is meant, ACCORDING_ALLOW_HOSTS"),  # to an address of the reader's own network
    "local": Careful(dead="if it is meant, ACCORDING_ALLOW_HOSTS"),  # its list names such an address
    "scheme": Careful(dead="no address of the web"),  # to file:
    "front": Careful(dead="front page"),
    "late": Careful(),  # its list dates it years ahead, its page says the truth
    "epoch": Careful(published=None),  # 1970 in its list, no date on the page
    "silent-page": Careful(),  # its list alone says when
    "ahead": Careful(),  # its page dates it years ahead, its list says the truth
    "liars": Careful(published=None),  # both lie
    "bomb": Careful(dead="over"),  # unpacks to tens of millions of bytes
    "endless": Careful(dead="over"),  # never stops
    "disallowed": Careful(dead="robots.txt"),
    "missing": Careful(dead="answers with 404"),
    "refused": Careful(dead="answers with 403"),
    "document": Careful(dead="a PDF"),
    "empty": Careful(dead="without text"),
    "double": Careful(),  # listed twice, once with a fragment
    "packed": Careful(),  # in gzip
    "down": Careful(dead="robots.txt"),  # its host has no robots.txt to tell, ever
    "nowhere": Careful(dead="cannot be resolved"),  # its host is no more
}
_TOWNS = ("Homs in Syria", "Mosul in Iraq", "Kharkiv in Ukraine", "Bamako in Mali", "Goma in Congo", "Aden in Yemen",
          "Sirte in Libya", "Kunduz in Afghanistan", "Quetta in Pakistan", "Cali in Colombia", "Nyala in Sudan",
          "Maiduguri in Nigeria")
_OFTEN = ("plain", "nonce", "silent", "announced", "twice", "withdrawn")  # what fills up, beside one of each
HOST_OF = {"down": DOWN, "nowhere": NOWHERE, "local": INSIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All items, and the hosts that have lists."""

    items: tuple[Item, ...]
    hosts: tuple[str, ...] = HOSTS

    def listed(self, host: str, now: float) -> list[Item]:
        """Return what the list of a host names at a time, newest first. Hosts without a list stand in the first's."""
        mine = [item for item in self.items if (item.host if item.host in self.hosts else self.hosts[0]) == host]
        return [item for item in reversed(mine) if item.at <= now < item.at + LISTED_DAYS * DAY]


def make_script(items: int, *, seed: int, doings: Sequence[str] = tuple(DOINGS), hosts: int = len(HOSTS)) -> Script:
    """Return a script: each doing at least once where there is room, some of them often."""
    rng = random.Random(f"feeds/{seed}")
    chosen = [*doings] * max(1, items // (3 * len(doings)))
    chosen = [*chosen, *(rng.choice(_OFTEN) for _ in range(items - len(chosen)))][:items]
    rng.shuffle(chosen)
    times = sorted(rng.uniform(0, 1.5 * DAY) for _ in chosen)
    return Script(hosts=HOSTS[:hosts], items=tuple(
        Item(number=number, does=does, at=round(at), host=HOST_OF.get(does, rng.choice(HOSTS[:hosts])))
        for number, (does, at) in enumerate(zip(chosen, times, strict=True))))


def sentence(item: Item, version: int) -> str:
    """Return the one sentence by which a version of an item is known; one in five counts dead, the others nobody."""
    number = 10 + 4 * item.number + version
    if item.number % 5:
        return f"The museum on the square will open room {number:,} in spring, its director said."
    town = _TOWNS[item.number // 5 % len(_TOWNS)]
    return f"At least {number:,} soldiers were killed in an ambush near {town} on Thursday, state television said."


def outlet(host: str) -> str:
    """Return what an outlet calls itself."""
    return f"{host.title()} Courier"
