"""What an outlet changed after it was read: versions of one report, and what they set aside.

In: captures, the reports that they held, their claims. Out: ``Lineage`` records, and the ``Supersession`` that follows:
which reports stand no longer, and which claim of the standing version says an earlier one anew.

Example: a page said "at least 12 killed" on Thursday noon and "15 killed" in the evening: two reports, since an id is
made of the text, but one lineage. The 12 is said anew by the 15, counts no more, and stays in the history.

An address alone ties nothing: a front page holds another report every day, and a server that asks for consent puts one
text under all its addresses. A text is a version of another where both stood at one address and share a quarter of the
shorter one's five-word runs. So what comes of it depends on what was captured when, and not on what arrived first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache

from according.addresses import is_front, page_of
from according.copies import share_of_runs
from according.records import CaptureNote, Claim, Lineage, Passed, Report, Supersession, Version

GONE = (404, 410)  # of HTTP: not found; gone, and meant to be
_ALIKE = 0.25  # share of the shorter text's five-word runs: an outlet's own updates keep more, its other reports less
_SENTENCE = 0.45  # how alike two sentences must be to say one thing in two versions


@dataclass(slots=True)
class _Thread:
    """The versions of one report at one page, while captures are gone through in time."""

    versions: list[Version] = field(default_factory=list)
    gone: str | None = None
    status: int | None = None


def lineages(notes: Iterable[CaptureNote], report: Callable[[str], Report], *,
             every: bool = False) -> tuple[Lineage, ...]:
    """Return the reports whose page changed or is gone, by page and first capture.

    Args:
        notes: every capture of the pages concerned, in any order.
        report: gives a report by its id; asked for those alone that shared a page with another.
        every: also those whose page is as it was: a report may stand there still that is gone elsewhere.
    """
    ordered = sorted(notes, key=lambda note: (note.at, note.id))
    asked: dict[str, set[str]] = {}
    pages: dict[str, list[CaptureNote]] = {}
    for note in ordered:
        asked.setdefault(page_of(note.address), set()).add(page_of(note.landed))
    for note in ordered:
        gone = asked[page_of(note.address)] if _is_gone(note) else set()
        here = set() if _led_away(note) else {page_of(note.landed)}
        for page in here | {page for page in gone if not _led_away(note) or not is_front(page)}:
            pages.setdefault(page, []).append(note)
    text = cache(lambda name: report(name).text)
    alike = cache(lambda one, other: share_of_runs(text(one), text(other)))
    return tuple(Lineage(page=page, versions=tuple(thread.versions), gone=thread.gone, status=thread.status)
                 for page in sorted(pages) for thread in _threads(pages[page], alike)
                 if every or len(thread.versions) > 1 or thread.gone is not None)


def _is_gone(note: CaptureNote) -> bool:
    """Say whether a capture found that a report was taken down."""
    return note.status in GONE or _led_away(note)


def _led_away(note: CaptureNote) -> bool:
    """Say whether an address led to the front page of a site, which is how many sites take a report down."""
    return not note.reports and is_front(page_of(note.landed)) and not is_front(page_of(note.address))


def _threads(notes: Sequence[CaptureNote], alike: Callable[[str, str], float]) -> list[_Thread]:
    threads: list[_Thread] = []
    for note in notes:
        if _is_gone(note):
            for thread in threads:
                if thread.gone is None:
                    thread.gone, thread.status = note.at, note.status
        elif len(note.reports) == 1:  # a feed holds many, and drops them without a word
            thread = _thread_of(note.reports[0], threads, alike)
            thread.gone = thread.status = None
            last = thread.versions[-1] if thread.versions else None
            if last is not None and last.report == note.reports[0]:
                thread.versions[-1] = replace(last, last=note.at)
            else:
                thread.versions.append(Version(report=note.reports[0], seen=note.at, last=note.at))
    return threads


def _thread_of(name: str, threads: list[_Thread], alike: Callable[[str, str], float]) -> _Thread:
    known = next((t for t in threads if any(v.report == name for v in t.versions)), None)
    if known is not None:
        return known
    near = [(alike(t.versions[-1].report, name), -number) for number, t in enumerate(threads)]
    if near and max(near)[0] >= _ALIKE:
        return threads[-max(near)[1]]
    threads.append(_Thread())
    return threads[-1]


def supersession(found: Iterable[Lineage], claims: Callable[[str], Sequence[Claim]],
                 looked_at: Iterable[str] = ()) -> Supersession:
    """Return what the lineages set aside.

    A report stands where any of its pages has it as its last text; one that was passed on one page is passed.

    Args:
        found: every lineage of the reports concerned, also of pages that are as they were.
        claims: gives the claims of a report as they were read, in order of the text.
        looked_at: reports that may have no lineage and are to be put back if they were set aside before.
    """
    given = tuple(found)
    stands = _successors(given)
    passed = {old: Passed(report=old, kind="changed", stands=new, since=since,
                          reason=f"a later version of its page, seen on {since[:10]}, no longer says so")
              for old, (new, since) in stands.items()}
    ends: dict[str, list[Lineage]] = {}
    for lineage in given:
        ends.setdefault(lineage.versions[-1].report, []).append(lineage)
    for name, pages in ends.items():
        if name not in passed and all(page.gone is not None for page in pages):
            since, status = min((page.gone or "", page.status or 0) for page in pages)
            why = f"the server answered {status}" if status in GONE else "its address led to the front page"
            passed[name] = Passed(report=name, kind="gone", stands=None, since=since,
                                  reason=f"its page was gone on {since[:10]} ({why})")
    named = {version.report for lineage in given for version in lineage.versions if is_changed(lineage)}
    return Supersession(
        reports=tuple(sorted(named | set(looked_at))), heirs=tuple(sorted(_heirs(given, stands, claims))),
        passed=tuple(passed[name] for name in sorted(passed)))


def is_changed(lineage: Lineage) -> bool:
    """Say whether an outlet changed a report or took it down."""
    return len(lineage.versions) > 1 or lineage.gone is not None


def _successors(found: Iterable[Lineage]) -> dict[str, tuple[str, str]]:
    """Return for each passed report the one that stands in its place, and since when; no report passes itself."""
    edges = set()
    for lineage in found:
        texts = [version.report for version in lineage.versions]
        for at, old in enumerate(texts[:-1]):
            if old not in texts[at + 1:]:
                edges.add((lineage.versions[-1].seen, old, texts[-1], lineage.versions[at + 1].seen))
    after: dict[str, tuple[str, str]] = {}
    for _, old, new, since in sorted(edges, reverse=True):  # the latest word first, where two pages say otherwise
        if old not in after and _end(new, after) != old:
            after[old] = new, since
    return {old: (_end(new, after), since) for old, (new, since) in after.items()}


def _end(name: str, after: Mapping[str, tuple[str, str]]) -> str:
    while name in after:
        name = after[name][0]
    return name


def _heirs(found: Iterable[Lineage], stands: Mapping[str, tuple[str, str]],
           claims: Callable[[str], Sequence[Claim]]) -> Iterator[tuple[str, str, str]]:
    """Yield each claim of a passed report that a later version says anew, with its heir: the standing one's first."""
    seen: dict[str, str] = {}
    for version in (version for lineage in found for version in lineage.versions):
        seen[version.report] = max(version.last, seen.get(version.report, ""))
    families: dict[str, list[str]] = {}
    for old, (end, _) in stands.items():
        families.setdefault(end, [end]).append(old)
    for family in families.values():
        ordered = [*sorted(family[1:], key=lambda name: (seen[name], name)), family[0]]
        for at, old in enumerate(ordered[:-1]):
            left = list(claims(old))
            for later in reversed(ordered[at + 1:]):
                anew = restated(left, claims(later))
                yield from ((claim, old, heir) for claim, heir in anew.items())
                left = [claim for claim in left if claim.id not in anew]


def restated(before: Sequence[Claim], after: Sequence[Claim]) -> dict[str, str]:
    """Return which claim of the later version says each of the earlier one's anew, those that none does left out."""
    pairs = sorted(
        ((likeness, -number, -other, old.id, new.id) for number, old in enumerate(before)
         for other, new in enumerate(after) if (likeness := _likeness(old, new)) > 0), reverse=True)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for *_, old, new in pairs:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _likeness(old: Claim, new: Claim) -> float:
    """Say how surely two claims of two versions say one thing: by their sentence, then by whom and how many."""
    if old.harm is not new.harm:
        return 0.0
    words, others = old.evidence.text.casefold().split(), new.evidence.text.casefold().split()
    ratio = SequenceMatcher(None, words, others, autojunk=False).ratio()
    printed, again = ((c.victims.printed.text.casefold() if c.victims.printed else "") for c in (old, new))
    same = ratio >= _SENTENCE or (old.victims.klass is new.victims.klass and printed == again
                                  and old.when.start == new.when.start and _where(old) == _where(new))
    if not same:
        return 0.0
    return (ratio + 0.3 * (old.victims.klass is new.victims.klass) + 0.3 * (printed == again)
            + 0.2 * (old.scope is new.scope) + 0.1 * (old.count == new.count))


def _where(claim: Claim) -> str | None:
    return claim.place.id or claim.place.name if claim.place is not None else None


def standing_claims(claims: Iterable[Claim], said: Supersession) -> Iterator[Claim]:
    """Yield claims as they count: without those that are said anew, those of passed reports marked as withdrawn."""
    anew = {claim for claim, _, _ in said.heirs}
    why = {passed.report: passed.reason for passed in said.passed}
    for claim in claims:
        if claim.id not in anew:
            yield replace(claim, withdrawn=why[claim.report]) if claim.report in why else claim
