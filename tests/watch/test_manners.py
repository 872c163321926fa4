"""When to come again, and what becomes of a job: pure functions, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from according.fetch.ask import Answer
from according.jobs import DEAD, FEED, GONE, READ, TAKEN, WAITING, Job, Listed
from according.watch import outcome
from according.watch.manners import DAY, HOUR, Manners, clock_text, clock_time, now_text, pause, retry_after
from according.watch.robots import Rules, agent_name, place_of, text_of

NOW = datetime(2025, 3, 7, 8, 0, tzinfo=UTC)
MANNERS = Manners()
JOB = Job(address="https://example.org/a", kind="page", host="example.org", since="2025-03-07T07:00:00Z", tries=1,
          state=TAKEN)


def answer(status: int = 200, body: bytes = b"x", **headers: str) -> Answer:
    return Answer(address="https://example.org/a", status=status, body=body, encoding=None,
                  headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()))


@pytest.mark.parametrize(("failures", "seconds"), [(1, 60), (2, 240), (3, 960), (6, 61_440), (7, DAY), (90, DAY)])
def test_pauses_grow_to_a_day(failures, seconds):
    assert pause(failures, MANNERS) == seconds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 120 ", 120),
        ("Fri, 07 Mar 2025 08:10:00 GMT", 600),
        ("Fri, 07 Mar 2025 07:00:00 GMT", 0),  # over already
        ("99999999999999999999", DAY),  # to be forgotten for ever is not asked of us
        ("Fri, 07 Mar 2031 08:10:00 GMT", DAY),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣", None),  # a digit elsewhere, no header here
    ],
)
def test_what_a_server_asks_for_is_kept_within_a_day(said, seconds):
    assert retry_after(said, NOW, MANNERS) == seconds


def test_nothing_is_due_too_early():
    moment = datetime(2025, 3, 7, 8, 0, 0, 1, tzinfo=UTC)
    assert (clock_text(moment), now_text(moment)) == ("2025-03-07T08:00:01Z", "2025-03-07T08:00:00Z")
    assert clock_time(clock_text(NOW)) == NOW


def test_a_page_is_looked_at_less_and_less_often_and_then_no_more():
    job, looks = JOB, []
    for _ in range(7):
        job = outcome.unchanged(job, now=NOW, manners=MANNERS)
        looks.append(job.due and (clock_time(job.due) - NOW).total_seconds() / HOUR)
    assert looks == [1, 6, 24, 72, 168, 720, None]


def test_what_was_given_is_remembered_with_its_marks():
    done = outcome.read(JOB, answer(etag='"a"', last_modified="Thu"), sha256="5", reports=("r-1",), note=None, now=NOW,
                        manners=MANNERS)
    assert (done.state, done.tries, done.etag, done.modified, done.reports) == (READ, 0, '"a"', "Thu", ("r-1",))
    odd = outcome.read(JOB, answer(etag="\u00fc" * 9), sha256="5", reports=("r-1",), note=None, now=NOW,
                       manners=MANNERS)
    assert odd.etag is None  # it could not be sent back as it came


def test_failures_wait_longer_each_time_and_end_as_a_dead_letter_with_the_reason():
    job, waits = JOB, []
    while job.state != DEAD:
        job = outcome.failed(job, "answers with 500", None, now=NOW, manners=MANNERS)
        waits.append(job.due and (clock_time(job.due) - NOW).total_seconds())
        job = job if job.state == DEAD else outcome.taken(job)
    assert waits == [60, 240, 960, 3_840, 15_360, None]
    assert job.reason == "answers with 500 (6 times tried)"


def test_a_server_that_asks_for_longer_gets_longer():
    job = outcome.failed(JOB, "answers with 503", 900.0, now=NOW, manners=MANNERS)
    assert job.due == "2025-03-07T08:15:00Z"
    assert outcome.failed(JOB, "answers with 503", 5.0, now=NOW, manners=MANNERS).due == "2025-03-07T08:01:00Z"


def test_a_list_that_is_given_up_is_tried_daily():
    feed = replace(JOB, kind=FEED)
    assert outcome.given_up(feed, "answers with 410", now=NOW, manners=MANNERS).due == "2025-03-08T08:00:00Z"
    assert outcome.given_up(JOB, "answers with 410", now=NOW, manners=MANNERS).due is None


def test_a_page_that_was_read_is_no_dead_letter_when_it_cannot_be_looked_at_again():
    seen = replace(JOB, looks=2, sha256="5", reports=("r-1",))
    job = outcome.given_up(seen, "answers with 403", now=NOW, manners=MANNERS)
    assert (job.state, job.reason, job.due) == (READ, "answers with 403", "2025-03-08T08:00:00Z")


def test_what_was_taken_back_is_asked_for_whole_when_it_comes_back():
    seen = replace(JOB, looks=1, sha256="5", etag='"a"', modified="Thu", reports=("r-1",))
    job = outcome.gone(seen, "answers with 410", now=NOW, manners=MANNERS)
    assert (job.state, job.sha256, job.etag, job.modified, job.reports) == (GONE, None, None, None, ("r-1",))


@pytest.mark.parametrize(
    ("job", "stamp", "due"),
    [
        (replace(JOB, state=READ, stamp="1", at="2025-03-07T07:55:00Z"), "1", None),  # nothing new
        (replace(JOB, state=READ, stamp="1", at="2025-03-07T07:55:00Z"), None, None),  # its list does not say
        (replace(JOB, state=READ, stamp="1", at="2025-03-07T07:55:00Z"), "2", "2025-03-07T08:05:00Z"),  # not at once
        (replace(JOB, state=READ, stamp="1", at="2025-03-07T01:00:00Z"), "2", "2025-03-07T08:00:00Z"),
        (replace(JOB, state=DEAD, stamp="1", at="2025-03-07T01:00:00Z"), "2", "2025-03-07T08:00:00Z"),
        (replace(JOB, state=TAKEN, stamp="1"), "2", None),  # in hand just now
    ],
)
def test_a_changed_word_of_the_list_brings_a_job_forward(job, stamp, due):
    found = outcome.relisted(job, Listed(address=job.address, stamp=stamp), now=NOW, manners=MANNERS)
    assert (found and found.due) == due


def test_a_job_that_waits_after_a_failure_keeps_its_turn_and_its_tries():
    job = replace(JOB, state=WAITING, tries=3, stamp="1", due="2025-03-07T09:00:00Z")
    found = outcome.relisted(job, Listed(address=job.address, stamp="2"), now=NOW, manners=MANNERS)
    assert found is not None
    assert (found.due, found.tries, found.stamp) == (job.due, 3, "2")


# --- robots.txt ---------------------------------------------------------------------------------------


def test_rules_are_those_for_our_own_name_where_there_are_such():
    text = "User-agent: *\nDisallow: /\n\nUser-agent: according\nDisallow: /x\nCrawl-delay: 3\n"
    rules = Rules(text, agent_name("according (conflict data; reads single reports)"))
    assert rules.allows("https://example.org/a")
    assert not rules.allows("https://example.org/x/1")
    assert rules.delay() == 3.0
    assert not Rules(text, agent_name("Desk/1.0")).allows("https://example.org/a")
    assert Rules("User-agent: *\nRequest-rate: 1/5", "according").delay() == 5.0


@pytest.mark.parametrize(("status", "text"), [(200, "x"), (404, ""), (403, ""), (410, "")])
def test_a_place_without_rules_allows_all(status, text):
    assert text_of(answer(status)) == text


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_place_that_fails_to_tell_its_rules_allows_nothing_for_now(status):
    with pytest.raises(Exception, match=f"answers with {status}"):
        text_of(answer(status))


def test_rules_belong_to_scheme_host_and_port():
    assert place_of("HTTPS://Example.org:8443/a?b") == "https://example.org:8443"
