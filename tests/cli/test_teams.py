"""`according judge` in a team: the users of the workbench, and what others did meanwhile."""

from __future__ import annotations

import re

from according.ledger import open_ledger
from according.web.access import hash_password
from cli.conftest import STATE_TV


def test_the_command_and_the_workbench_know_the_same_users(run, tmp_path, monkeypatch):
    users = tmp_path / "users"
    hashed = hash_password("correct horse battery")
    users.write_text(f"ana:reviewer:{hashed}\nrudi:reader:{hashed}\nben:owner:{hashed}\n")
    monkeypatch.setenv("ACCORDING_USERS", str(users))
    own = str(tmp_path / "desk.sqlite")
    run("add", "-", "--ledger", own, "--published", "2025-03-07", stdin=STATE_TV.encode())
    with open_ledger(own, read_only=True) as ledger:
        claim = next(iter(ledger.claims())).id
    count = re.search(r"seen up to entry (\d+)", run("show", claim, "--ledger", own).err)[1]
    confirm = ("judge", "confirm", claim, "--why", "seen", "--ledger", own)
    reject = ("judge", "reject", claim, "--why", "no", "--seen", count, "--ledger", own)
    refused = run(*confirm, "--who", "rudi")
    assert (refused.code, refused.err) == (1, f"according: rudi is a reader by {users}: reviewers and owners judge\n")
    assert "names no such user" in run(*confirm, "--who", "nobody").err
    assert run(*confirm, "--who", "ana", "--seen", count).code == 0
    late = run(*reject, "--who", "ben")
    assert late.code == 1
    assert f"{claim} is not as it was at entry {count}: confirm of {claim} by ana" in late.err
    assert len(late.err.splitlines()) == 1
    assert run(*reject, "--who", "ana").code == 0  # one's own decision is no news
    assert run(*confirm, "--who", "ben").code == 0  # who does not say what he saw is not asked
    assert run("verify", "--ledger", own).code == 0
