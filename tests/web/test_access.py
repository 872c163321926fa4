"""Passwords, users, sessions, the brake."""

from __future__ import annotations

import pytest

from according.errors import BadRequest
from according.web.access import (
    SESSION_HOURS,
    TRIES,
    WAIT,
    Brake,
    Role,
    Sessions,
    User,
    check_password,
    hash_password,
    read_users,
)


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def test_passwords_are_hashed_and_checked(people):
    assert check_password(people, "olga", "correct horse battery") == User(name="olga", role=Role.OWNER)
    assert check_password(people, "olga", "correct horse") is None
    assert check_password(people, "nobody", "correct horse battery") is None
    assert all("correct" not in hashed for _, hashed in people.users.values())
    with pytest.raises(BadRequest, match="shorter than ten"):
        hash_password("short")


def test_a_file_of_users_is_read(people):
    hashed = people.users["olga"][1]
    access = read_users(f"# the desk\n\nana:reviewer:{hashed}\nben:OWNER:{hashed}\n")
    assert {name: role for name, (role, _) in access.users.items()} == {"ana": Role.REVIEWER, "ben": Role.OWNER}


@pytest.mark.parametrize(("text", "said"), [
    ("ana:reviewer:secret", "line 1"), ("ana:boss:$argon2id$x", "line 1"), ("ana", "line 1"),
    (":owner:$argon2id$x", "line 1"),
    ("a:owner:$argon2id$x\na:owner:$argon2id$x", "twice"), ("", "names nobody"),
])
def test_a_file_of_users_that_is_wrong_says_where(text, said):
    with pytest.raises(BadRequest, match=said):
        read_users(text, where="users.txt")


def test_a_session_ends_by_itself_or_when_told():
    clock = Clock()
    sessions, ana = Sessions(clock), User(name="ana", role=Role.READER)
    first, second = sessions.begin(ana), sessions.begin(ana)
    assert first != second
    assert sessions.user(first) == ana
    sessions.end(second)
    assert sessions.user(second) is None
    clock.now += SESSION_HOURS * 3600 + 1
    assert sessions.user(first) is None
    assert sessions.user("guess") is None
    assert sessions.user(None) is None


def test_the_brake_lets_go_after_a_while():
    clock = Clock()
    brake = Brake(clock)
    for _ in range(TRIES - 1):
        brake.failed("name ana", "from x")
    assert brake.wait("name ana") == 0
    brake.failed("name ana", "from y")
    assert 0 < brake.wait("name ana", "from z") <= WAIT + 1
    assert brake.wait("from y") == 0
    clock.now += WAIT + 1
    assert brake.wait("name ana") == 0
    brake.passed("name ana")
    assert brake.wait("name ana") == 0
