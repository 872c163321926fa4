"""`according serve`: what it refuses, what it prints, what the demo says at its end."""

from __future__ import annotations

import threading
import time
import urllib.request

import pytest

from according.cli import serving
from according.settings import Settings


def test_other_addresses_need_people_to_sign_in(run, tmp_path):
    done = run("serve", "--host", "0.0.0.0", "--port", "0", "--ledger", tmp_path / "l.sqlite")
    assert done.code == 1
    assert "--password-file or --users" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("text", ["short", ""])
def test_a_short_password_is_refused(run, tmp_path, text):
    (tmp_path / "p").write_text(text)
    done = run("serve", "--password-file", tmp_path / "p", "--ledger", tmp_path / "l.sqlite")
    assert (done.code, "ten characters" in done.err) == (1, True)


def test_a_file_that_is_not_there_is_one_line(run, tmp_path):
    done = run("serve", "--users", tmp_path / "none", "--ledger", tmp_path / "l.sqlite")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_line_for_the_file_of_users(run):
    done = run("serve", "--hash", "ana", "--role", "reviewer", stdin=b"correct horse battery\n")
    assert done.code == 0
    assert done.out.startswith("ana:reviewer:$argon2id$")
    assert run("serve", "--hash", "a:b", stdin=b"correct horse battery\n").code == 2
    assert run("serve", "--hash", "ana", "--role", "boss", stdin=b"correct horse battery\n").code == 2


def test_a_taken_port_is_told(run, tmp_path):
    taken = serving._listen("127.0.0.1", 0)
    taken.listen()
    done = run("serve", "--port", taken.getsockname()[1], "--ledger", tmp_path / "l.sqlite")
    taken.close()
    assert done.code == 1
    assert "--port" in done.err


@pytest.mark.parametrize(("where", "name"), [
    ("/home/ana/secret/syria.sqlite", "syria"), ("postgresql://ana:pw@host/desk?sslmode=require", "desk"),
    ("ledger.sqlite", "ledger"), (":memory:", ":memory:"),
])
def test_pages_call_a_ledger_by_its_name_and_never_its_folder(where, name):
    assert serving.ledger_name(where) == name


def test_it_serves_until_it_is_stopped(tmp_path, capsys, monkeypatch):
    uvicorn = pytest.importorskip("uvicorn")
    servers = []
    make = uvicorn.Server

    def remember(config):
        servers.append(make(config))
        monkeypatch.setattr(servers[-1], "install_signal_handlers", lambda: None, raising=False)
        return servers[-1]

    monkeypatch.setattr(uvicorn, "Server", remember)
    thread = threading.Thread(target=serving.open_workbench, args=(str(tmp_path / "l.sqlite"), Settings()),
                              kwargs={"port": 0}, daemon=True)
    thread.start()
    for _ in range(200):
        if servers and servers[0].started:
            break
        time.sleep(0.05)
    address = capsys.readouterr().out.split()[4]
    with urllib.request.urlopen(address) as answer:
        assert b"The ledger holds no incident yet" in answer.read()
    servers[0].should_exit = True
    thread.join(timeout=20)
    assert not thread.is_alive()
