"""`according watch` as a person runs it, against a server on this machine."""

from __future__ import annotations

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import according
from according.cli import main
from according.jobs import TAKEN
from according.ledger import open_ledger

ENVIRONMENT = {
    **os.environ, "PYTHONPATH": str(Path(according.__file__).parent.parent), "ACCORDING_READER": "patterns",
    "ACCORDING_ALLOW_HOSTS": "127.0.0.1", "ACCORDING_WATCH_PAUSE": "0.01"}
PAGES = 8


class Outlet(http.server.ThreadingHTTPServer):
    """One outlet: a feed, its pages, a page that is missing; counts what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.slow = 0.0  # seconds that a page takes
        self.changed = False
        self.gone: set[str] = set()  # paths that answer 410 from now on
        self.reached = threading.Event()  # as many pages were asked for as a test waits for
        self.wanted = 0

    @property
    def feed(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/feed"

    def page(self, number: int) -> bytes:
        dead = 10 + number + 100 * (self.changed and number == 0)
        return (f"<html><head><title>Attack {number}</title></head><body><article><p>At least {dead} soldiers were "
                "killed in an ambush near Homs in Syria on Thursday, state television said.</p></article></body></html>"
                ).encode()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Outlet

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/feed":
            entries = "".join(f"<item><title>t</title><link>/{n}</link></item>" for n in (*range(PAGES), "missing"))
            self.answer(200, f"<rss version='2.0'><channel><title>X</title>{entries}</channel></rss>".encode())
        elif self.path in self.server.gone:
            self.answer(410, b"")
        elif self.path[1:].isdigit():
            if sum(path[1:].isdigit() for path in self.server.asked) >= self.server.wanted:
                self.server.reached.set()
            time.sleep(self.server.slow)
            self.answer(200, self.server.page(int(self.path[1:])))
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    for name in ("ALLOW_HOSTS", "WATCH_PAUSE"):
        monkeypatch.setenv(f"ACCORDING_{name}", ENVIRONMENT[f"ACCORDING_{name}"])
    with Outlet() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["watch", *(str(argument) for argument in arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def watching(ledger: Path, feed: str) -> list[str]:
    return [sys.executable, "-m", "according", "watch", feed, "--once", "--ledger", str(ledger)]


def test_a_round_reads_what_is_new_and_the_next_finds_nothing(outlet, tmp_path, capsys):
    ledger = tmp_path / "ledger.sqlite"
    code, out, err = run(capsys, outlet.feed, "--once", "--ledger", ledger)
    assert (code, err) == (0, "")
    assert out.startswith("round 1: 11 requests; 8 new reports; 8 claims; 0 changed")
    assert "1 given up; 1 dead letter in all" in out
    asked = len(outlet.asked)
    code, out, _ = run(capsys, outlet.feed, "--once", "--json", "--ledger", ledger)
    told = json.loads(out)
    assert (told["requests"], told["new"], told["unchanged"], told["jobs"]) == (1, 0, 1, {"dead": 1, "read": 9})
    assert len(outlet.asked) == asked + 1  # the feed alone: robots.txt is known, the pages are not due
    assert list((tmp_path / "ledger.sqlite.archive").glob("*.warc.gz"))


def test_dead_letters_are_listed_with_their_reason_and_tried_again_when_asked(outlet, tmp_path, capsys):
    ledger = tmp_path / "ledger.sqlite"
    run(capsys, outlet.feed, "--once", "--ledger", ledger)
    code, out, _ = run(capsys, "--dead", "--ledger", ledger)
    assert code == 0
    assert "/missing  answers with 404" in out
    (letter,) = json.loads(run(capsys, "--dead", "--json", "--ledger", ledger)[1])
    assert (letter["address"], letter["reason"]) == (outlet.feed.replace("feed", "missing"), "answers with 404")
    code, _, err = run(capsys, "--again", "elsewhere.example", "--ledger", ledger)
    assert (code, err) == (1, ("according: elsewhere.example: no dead letter of this address or host; "
                              "`according watch --dead` lists them\n"))
    code, out, err = run(capsys, outlet.feed, "--once", "--again", letter["address"], "--ledger", ledger)
    assert (code, err) == (0, "1 dead letter to be tried again\n")
    assert outlet.asked.count("/missing") == 2
    run(capsys, "--again", "all", "--ledger", ledger)
    assert run(capsys, "--dead", "--ledger", ledger)[1] == "no dead letters\n"


def test_a_private_host_that_nobody_allowed_is_never_asked(outlet, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("ACCORDING_ALLOW_HOSTS")
    ledger = tmp_path / "ledger.sqlite"
    code, out, _ = run(capsys, outlet.feed, "--once", "--ledger", ledger)
    assert (code, outlet.asked) == (0, [])
    assert "1 given up" in out
    assert "ACCORDING_ALLOW_HOSTS" in run(capsys, "--dead", "--ledger", ledger)[1]


def test_a_folder_is_read_as_files_come_and_change(tmp_path, capsys):
    folder, ledger = tmp_path / "in", tmp_path / "ledger.sqlite"
    folder.mkdir()
    (folder / "a.txt").write_text("At least 13 soldiers were killed near Homs in Syria, state television said.\n")
    (folder / "b.bin").write_bytes(b"%PDF-1.7")
    assert "1 new report" in run(capsys, folder, "--once", "--ledger", ledger)[1]
    assert "0 new reports" in run(capsys, folder, "--once", "--ledger", ledger)[1]
    (folder / "a.txt").write_text("At least 14 soldiers were killed near Homs in Syria, state television said.\n")
    (folder / "b.bin").write_text("Two died in Homs, Syria, its mayor said.\n")
    assert "2 new reports; 2 claims; 1 changed" in run(capsys, folder, "--once", "--ledger", ledger)[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name a feed"),
        (("nowhere.xml", "--once"), 1, "there is no such file or folder"),
        (("https://example.org/feed", "--every", "0"), 2, "--every"),
        (("https://example.org/feed", "--since", "soon"), 2, "no date"),
    ],
)
def test_a_command_written_wrong_says_so(arguments, code, said, tmp_path, capsys):
    found = run(capsys, *arguments, "--ledger", tmp_path / "ledger.sqlite")
    assert found[0] == code
    assert said in found[2]


def test_two_runs_into_one_ledger_are_one_too_many(tmp_path, capsys):
    ledger = tmp_path / "ledger.sqlite"
    with open_ledger(str(ledger)) as opened, opened.jobs().alone():
        code, _, err = run(capsys, tmp_path, "--once", "--ledger", ledger)
    assert code == 1
    assert err == f"according: {ledger}: another `according watch` runs into it; let it end, or stop it\n"


# --- stopped and killed -----------------------------------------------------------------------------------


def test_killed_in_mid_round_it_goes_on_to_the_same_ledger(outlet, tmp_path, capsys):
    whole, cut = tmp_path / "whole.sqlite", tmp_path / "cut.sqlite"
    assert run(capsys, outlet.feed, "--once", "--ledger", whole)[0] == 0
    outlet.asked.clear()
    outlet.slow = 0.1
    outlet.wanted = 4  # pages that were asked for when it dies
    outlet.reached.clear()
    process = subprocess.Popen(watching(cut, outlet.feed), env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    assert outlet.reached.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_ledger(str(cut)) as ledger:
        assert ledger.verify() == ()
        assert [job.tries for job in ledger.jobs().in_state(TAKEN)] == [1]
    outlet.slow = 0.0
    assert run(capsys, outlet.feed, "--once", "--ledger", cut)[0] == 0
    with open_ledger(str(whole)) as one, open_ledger(str(cut)) as other:
        assert other.verify() == ()
        assert other.digest() == one.digest()
        assert other.jobs().counts() == one.jobs().counts() == {"read": 9, "dead": 1}
    assert sum(path[1:].isdigit() for path in outlet.asked) <= PAGES + 1  # only what was in hand was asked for again


def test_asked_to_stop_it_ends_after_what_is_in_hand(outlet, tmp_path):
    ledger = tmp_path / "ledger.sqlite"
    outlet.slow, outlet.wanted = 0.2, 3
    command = [argument for argument in watching(ledger, outlet.feed) if argument != "--once"]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert outlet.reached.wait(60)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "ending after what is in hand ...\n")
    assert "3 new reports" in out
    with open_ledger(str(ledger)) as opened:
        assert opened.settled()
        counts = opened.jobs().counts()
    assert counts["read"] == 4  # the feed and the three pages; the one that is missing may have had its turn
    assert counts["waiting"] + counts.get("dead", 0) == 6
