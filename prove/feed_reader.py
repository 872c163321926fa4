"""What ledger, archive and dead letters have otherwise than a careful reader, line by line.

In: the script of the feed server, a ledger that watched it. Out: one line for each difference.

Example: ``list(differences(script, ledger, server)) == []``
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from according.jobs import DEAD, GONE, Job
from according.ledger.base import Ledger
from according.records import Report
from prove.feed_script import HUB, Item, Script, sentence
from prove.feed_server import FeedServer

_NONE = "/none"  # the list of the hub that is none


def differences(script: Script, ledger: Ledger, server: FeedServer) -> Iterator[str]:
    """Yield what ledger, archive and dead letters have otherwise than the script says."""
    told = {sentence(item, version): (item, version)
            for item in script.items for version in range(len(item.careful.versions))}
    found: defaultdict[int, dict[int, Report]] = defaultdict(dict)
    for report in ledger.reports(every=True):
        line = next((line for line in report.text.splitlines() if line in told), None)
        if line is None or told[line][1] in found[told[line][0].number]:
            yield f"{report.id}: a report that no outlet printed, or one that is there twice"
            continue
        found[told[line][0].number][told[line][1]] = report
    addresses = {item.number: server.address(item.host) + item.path for item in script.items}
    jobs = ledger.jobs().get(addresses.values())
    for item in script.items:
        job = jobs.get(addresses[item.number])
        for line in _of_item(item, found[item.number], job, _order(ledger, found[item.number])):
            yield f"item {item.number} ({item.does} at {item.host}): {line}"
    yield from _standing(script, ledger, found)
    yield from _strays(ledger, server, set(addresses.values()))


def _order(ledger: Ledger, found: dict[int, Report]) -> list[int]:
    """Return the versions of an item in the order in which the archive has them, each change once."""
    by_report = {report.id: version for version, report in found.items()}
    order: list[int] = []
    for note in sorted(ledger.captures(reports=by_report), key=lambda note: note.at) if by_report else ():
        for report in note.reports:
            if not order or order[-1] != by_report[report]:
                order.append(by_report[report])
    return order


def _of_item(item: Item, found: dict[int, Report], job: Job | None, order: list[int]) -> Iterator[str]:
    want = item.careful
    if job is None:
        yield "was never taken up"
        return
    if want.dead is not None:
        if found:
            yield "was read, though it cannot be"
        if job.state != DEAD or want.dead not in (job.reason or ""):
            yield f"is {job.state} ({job.reason}), and should be a dead letter for: {want.dead}"
        return
    if tuple(order) != want.versions or tuple(sorted(found)) != want.versions:
        yield f"has the versions {order} of {sorted(found)}, and should have {list(want.versions)}"
    if job.state == DEAD:
        yield f"is a dead letter: {job.reason}"
    if (job.state == GONE) != (want.gone is not None) or (want.gone or "") not in (job.reason or ""):
        yield f"is {job.state} ({job.reason}), and should be {'gone: ' + want.gone if want.gone else 'there'}"
    day = item.day if want.published == "told" else want.published
    for version, report in found.items():
        if report.published != day:
            yield f"version {version} is dated {report.published}, and should be {day}"


def _standing(script: Script, ledger: Ledger, found: Mapping[int, dict[int, Report]]) -> Iterator[str]:
    """Yield the items of which the ledger says otherwise what stands at their outlet, or that it is gone."""
    standing = {report.id for report in ledger.reports()}
    taken_back = {passed.report for passed in ledger.passed() if passed.kind == "gone"}
    for item in script.items:
        want = item.careful
        stand = [version for version, report in found[item.number].items() if report.id in standing]
        back = [version for version, report in found[item.number].items() if report.id in taken_back]
        last = [] if want.dead else [want.versions[-1]]
        if stand != last:
            yield f"item {item.number} ({item.does}): of its versions {stand} stand, and should {last}"
        if back != (last if want.gone else []):
            yield f"item {item.number} ({item.does}): its versions {back} are taken back in the ledger"


def _strays(ledger: Ledger, server: FeedServer, known: set[str]) -> Iterator[str]:
    """Yield dead letters that are none of the script's: the one list that is none is the only one."""
    dead = {job.address for job in ledger.jobs().in_state(DEAD)} - known
    if dead != {server.address(HUB) + _NONE}:
        yield f"dead letters of lists: {sorted(dead)}"
