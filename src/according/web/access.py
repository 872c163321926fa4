"""Who may come in and what he may do: roles, hashed passwords, sessions, a brake on guessing.

In: a password, or a file of named users. Out: ``Access``, and sessions that end by themselves.

A file of users has one a line, ``name:role:hash``; ``according serve --hash NAME`` writes such a line. Roles: a reader
reads, a reviewer also judges, an owner also adds reports and has addresses fetched.

Example: ``Access(users=read_users("ana:reviewer:$argon2id$..."))``
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from according.errors import BadRequest

SESSION_HOURS = 12.0
TRIES = 5  # failed sign-ins from one address, or for one name, before it has to wait
WAIT = 300.0  # seconds
_SESSIONS = 10_000  # kept at most: the oldest go
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # verified where a name is unknown, so that it takes as long


class Role(IntEnum):
    """What a person may do; each may do what the one before it may."""

    READER = 1
    REVIEWER = 2
    OWNER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who signed in, or whoever sits at this machine where nobody need sign in."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may come in: nobody is asked where there are no users and no password."""

    users: Mapping[str, tuple[Role, str]] = field(default_factory=dict)  # name -> role and hash

    @property
    def asks(self) -> bool:
        """Whether people must sign in."""
        return bool(self.users)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password. Raises BadRequest where it is shorter than ten characters."""
    if len(password) < 10:
        raise BadRequest("the password is shorter than ten characters: choose a longer one")
    return _HASHER.hash(password)


def one_password(password: str) -> Access:
    """Return the access of a single owner, ``owner``, with this password."""
    return Access(users={"owner": (Role.OWNER, hash_password(password))})


def read_users(text: str, *, where: str = "the file of users") -> Access:
    """Return the access that a file of users gives.

    Raises:
        BadRequest: a line is not ``name:role:hash``, or a name stands twice; the message tells the line.
    """
    users: dict[str, tuple[Role, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(":")
        role, _, hashed = rest.partition(":")
        if not name or role.upper() not in Role.__members__ or not hashed.startswith("$argon2"):
            raise BadRequest(f"{where}, line {number}: a line reads name:role:hash, with role reader, reviewer or "
                             "owner; `according serve --hash NAME --role ROLE` writes one")
        if name in users:
            raise BadRequest(f"{where}, line {number}: {name!r} stands there twice")
        users[name] = (Role[role.upper()], hashed)
    if not users:
        raise BadRequest(f"{where} names nobody: add lines with `according serve --hash NAME --role ROLE`")
    return Access(users=users)


def check_password(access: Access, name: str, password: str) -> User | None:
    """Return the user whose name and password these are, or None; a name that is unknown takes as long."""
    role, hashed = access.users.get(name, (Role.READER, _NOBODY))
    try:
        _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return None
    return User(name=name, role=role) if name in access.users else None


class Sessions:
    """Who is signed in, by a secret that only his browser holds; kept in memory, gone when the server ends."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._lock = clock, Lock()
        self._open: dict[str, tuple[User, float]] = {}  # hash of the secret -> user, end

    def begin(self, user: User) -> str:
        """Return the secret of a new session."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._open) >= _SESSIONS:
                self._open.pop(next(iter(self._open)))
            self._open[_key(secret)] = (user, self._clock() + SESSION_HOURS * 3600)
        return secret

    def user(self, secret: str | None) -> User | None:
        """Return whose session a secret opens; None where there is none or it ended."""
        if not secret:
            return None
        with self._lock:
            found = self._open.get(_key(secret))
            if found is None:
                return None
            if found[1] < self._clock():
                del self._open[_key(secret)]
                return None
            return found[0]

    def end(self, secret: str | None) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_key(secret or ""), None)


class Brake:
    """Counts failed sign-ins by address and by name; after too many, each has to wait."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._lock = clock, Lock()
        self._failed: dict[str, list[float]] = {}

    def wait(self, *keys: str) -> int:
        """Return how many seconds the slowest of the keys still has to wait; 0: it may try."""
        with self._lock:
            now = self._clock()
            return max((self._left(key, now) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Note a failed try of each key."""
        with self._lock:
            now = self._clock()
            if len(self._failed) > _SESSIONS:  # somebody tries many names: forget those who need not wait any more
                self._failed = {key: times for key, times in self._failed.items() if times[-1] + WAIT > now}
            for key in keys:
                recent = [t for t in self._failed.get(key, ()) if t + WAIT > now]
                self._failed[key] = [*recent[-TRIES:], now]

    def passed(self, *keys: str) -> None:
        """Forget the failed tries of keys that now signed in."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _left(self, key: str, now: float) -> int:
        recent = [t for t in self._failed.get(key, ()) if t + WAIT > now]
        return int(recent[-TRIES] + WAIT - now) + 1 if len(recent) >= TRIES else 0


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
