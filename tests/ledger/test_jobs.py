"""The table of jobs, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.errors import LedgerError
from according.jobs import DEAD, READ, TAKEN, WAITING, Host, Job, Robots
from according.ledger import open_ledger

JOB = Job(address="https://a.example/1", kind="page", host="a.example", since="2025-03-07T07:00:00Z",
          due="2025-03-07T08:00:00Z")
NOW = "2025-03-07T08:30:00Z"


def job(name: str, host: str = "a.example", **more: object) -> Job:
    return replace(JOB, address=f"https://{host}/{name}", host=host, **more)


def test_what_is_put_comes_back_as_it_was_and_a_second_time_in_its_place(ledger):
    jobs = ledger.jobs()
    full = replace(JOB, feed="https://a.example/feed", state=READ, tries=2, looks=3, at=NOW, landed="https://b.example/",
                   etag='"x"', modified="Thu", sha256="5", stamp="s", published="Thursday", reports=("r-1", "r-2"),
                   reason="because")
    jobs.put([full, job("2")])
    assert jobs.get([full.address, "https://a.example/none"]) == {full.address: full}
    jobs.put([replace(full, state=DEAD)])
    assert jobs.get([full.address])[full.address].state == DEAD
    assert jobs.counts() == {DEAD: 1, WAITING: 1}


def test_addresses_longer_than_an_index_takes_are_kept_apart(ledger):
    jobs = ledger.jobs()
    long = "https://a.example/" + "x" * 4_000
    jobs.put([replace(JOB, address=long), replace(JOB, address=f"{long}y")])
    assert len(jobs.get([long, f"{long}y"])) == 2


def test_the_job_that_is_due_longest_comes_first_and_none_that_is_in_hand(ledger):
    jobs = ledger.jobs()
    jobs.put([job("late", due="2025-03-07T08:20:00Z"), job("early", due="2025-03-07T08:10:00Z"),
              job("hand", due="2025-03-07T08:00:00Z", state=TAKEN), job("later", due="2025-03-07T09:00:00Z"),
              job("never", due=None), job("x", host="b.example", due="2025-03-07T08:05:00Z", state=READ)])
    first = jobs.first("a.example", NOW)
    assert first is not None
    assert first.address.endswith("/early")
    assert jobs.hosts_due(NOW) == {"a.example": "2025-03-07T08:10:00Z", "b.example": "2025-03-07T08:05:00Z"}
    assert jobs.next_due(NOW) == "2025-03-07T09:00:00Z"
    assert jobs.first("c.example", NOW) is None


def test_what_a_killed_run_had_in_hand_is_waiting_again(lasting):
    with open_ledger(lasting) as ledger:
        ledger.jobs().put([job("1", state=TAKEN, tries=1), job("2")])
    with open_ledger(lasting) as ledger:
        assert ledger.jobs().recover() == 1
        assert ledger.jobs().counts() == {WAITING: 2}
        assert ledger.jobs().get([job("1").address])[job("1").address].tries == 1
        assert ledger.jobs().recover() == 0


def test_lists_in_a_list_and_what_waits_at_a_host(ledger):
    jobs = ledger.jobs()
    jobs.put([job("list", kind="feed", feed="top"), job("page", feed="top"), job("seen", looks=1),
              job("dead", state=DEAD)])
    assert [one.address[-4:] for one in jobs.listed_in("top", "feed")] == ["list"]
    assert sorted(one.address[-4:] for one in jobs.waiting_at("a.example")) == ["list", "page"]
    assert [one.address for one in jobs.in_state(DEAD)] == [job("dead").address]


def test_hosts_and_their_rules_are_kept(ledger):
    jobs = ledger.jobs()
    host = Host(name="a.example", free=NOW, failures=2, reason="silent")
    jobs.put([], host)
    assert jobs.hosts() == {"a.example": host}
    rules = Robots(place="https://a.example", at=NOW, text="User-agent: *\n")
    jobs.put_robots(rules, replace(host, failures=0))
    assert (jobs.robots("https://a.example"), jobs.hosts()["a.example"].failures) == (rules, 0)
    assert jobs.robots("http://a.example") is None


def test_one_run_at_a_time_and_the_next_after_it(lasting):
    with open_ledger(lasting) as one, open_ledger(lasting) as other:
        with one.jobs().alone():
            with pytest.raises(LedgerError, match="another `according watch` runs into it"), other.jobs().alone():
                pass
            one.jobs().put([JOB])  # the one that has the right works on
        with other.jobs().alone():
            assert other.jobs().counts() == {WAITING: 1}


def test_jobs_are_no_facts(ledger):
    before = (ledger.head(), ledger.digest())
    ledger.jobs().put([JOB])
    assert (ledger.head(), ledger.digest(), ledger.verify()) == (*before, ())
    ledger.rebuild()
    assert ledger.jobs().counts() == {WAITING: 1}
