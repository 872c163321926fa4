"""Dates that lie, and how a running watch goes from round to round."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from according.ledger import open_ledger
from according.pipeline import note_capture, open_tools
from according.settings import Settings
from according.watch import Clock, Manners, open_watch, rounds
from according.watch.arrive import dated
from prove.feed_script import HOSTS, HUB, START, ZONE, make_script
from prove.feed_server import FeedServer
from prove.watched import Time
from report_factory import a_report

HAD = "2025-03-07T08:00:00Z"


@pytest.mark.parametrize(
    ("page", "listed", "day", "note"),
    [
        ("2025-03-06", None, "2025-03-06", None),
        ("2025-03-06", "2025-03-05", "2025-03-06", None),  # the page comes first
        (None, "2025-03-05", "2025-03-05", None),
        (None, "Thu, 06 Mar 2025 23:30:00 +0300", "2025-03-06", None),
        (None, "2031-01-01", None, "lies after"),
        ("2025-03-06", "2031-01-01", "2025-03-06", "lies after"),
        (None, "Thu, 01 Jan 1970 00:00:00 GMT", None, "before there was a web"),
        ("1970-01-01", None, None, None),
        ("1970-01-01", "2025-03-05", "2025-03-05", None),
        ("1970-01-01", "2031-01-01", None, "lies after"),
        (None, "03/06/2025", None, "can be read two ways"),
        (None, "2025-03-07T08:00:01Z", None, "lies after"),  # a second after it was fetched
        (None, None, None, None),
    ],
)
def test_what_page_and_list_say_of_the_day(page, listed, day, note):
    report = a_report("Two died.", published=page)
    if page is None:
        report = replace(report, unknown=(("published", "the page does not say"),))
    found, said = dated(report, listed, HAD)
    assert found.published == day
    assert (note is None and said is None) or (note is not None and said is not None and note in said)
    assert (day is None) == ("published" in dict(found.unknown))


def test_left_running_it_looks_again_when_a_page_is_due_and_ends_when_asked(tmp_path):
    clock = Time()
    script = make_script(3, seed=4, doings=("silent", "busy", "plain"), hosts=1)
    with (FeedServer(script, clock.now, pause=2.0) as server, open_ledger(str(tmp_path / "ledger.sqlite")) as ledger):
        settings = Settings(allow_hosts=tuple(f"{host}{ZONE}" for host in (*HOSTS, HUB)), fetch_seconds=5.0)
        watch = open_watch(
            ledger, settings, tools=open_tools(settings, reader="patterns"), manners=Manners(),
            keep=lambda capture, reports: note_capture(ledger, tmp_path / "archive", capture, reports),
            clock=Clock(now=clock.now, sleep=clock.sleep), resolve=server.resolve)
        new = changed = 0
        for done in rounds(watch, ledger, [f"{server.address(HOSTS[0])}/list"], every=12 * 3600.0):
            new, changed = new + done.tally.new, changed + done.tally.changed
            if clock.now() > START + timedelta(days=4):
                watch.stopped.set()
        assert (new, changed) == (4, 1)
        assert server.faults == []
        looks = {job.address: job.looks for job in ledger.jobs().in_state("read") if job.kind == "page"}
        assert sorted(looks.values()) == [4, 4, 4]  # at once, after 1, 7 and 31 hours; the next after 103
