"""Answers of a language model, kept so that the same question is paid for once.

In: an endpoint, a request and its answer. Out: the answer, when the same is asked again.

Example: ``kept.put(url, request, answer)``, and then ``kept.get(url, request) == answer``.

The name of a file is the hash of endpoint and request, and so of report, model, prompt and schema. A file holds the
hash of its answer before it: what a full disk or another program left behind is passed over and asked anew. The key is
in neither. Files are written beside their name and moved into place; the oldest go when the bound is passed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import platformdirs

from according.errors import BadReader
from according.settings import Settings

OFF = "off"
_IN_MEMORY = 64  # answers held without a folder, so that one report is not asked for twice in a run
_ENDING = ".answer"


class KeptAnswers:
    """A folder of answers within a bound; without a folder, the last few in memory."""

    def __init__(self, folder: Path | None, *, max_bytes: int) -> None:
        self._folder, self._max_bytes = folder, max_bytes
        self._held: dict[str, str] = {}
        self._size = sum(size for _, size, _ in self._files())

    def get(self, url: str, request: bytes) -> str | None:
        """Return the answer to a request, if it is kept and whole."""
        name = _name(url, request)
        if self._folder is None:
            return self._held.get(name)
        try:
            told, _, answer = (self._folder / f"{name}{_ENDING}").read_bytes().partition(b"\n")
            return answer.decode("utf-8") if told.decode("ascii", "replace") == _hash(answer) else None
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, url: str, request: bytes, answer: str) -> None:
        """Keep an answer; the oldest make room for it.

        Raises:
            BadReader: the folder cannot be written.
        """
        name, content = _name(url, request), answer.encode("utf-8", "replace")
        if self._folder is None:
            self._held[name] = answer
            while len(self._held) > _IN_MEMORY:
                del self._held[next(iter(self._held))]
            return
        part = self._folder / f".{name}.{os.getpid()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                stream.write(_hash(content).encode() + b"\n" + content)
            part.replace(self._folder / f"{name}{_ENDING}")
        except OSError as error:
            raise _unwritable(self._folder, error) from None
        finally:
            part.unlink(missing_ok=True)
        self._size += len(content) + 65
        self._make_room()

    def _make_room(self) -> None:
        if self._size <= self._max_bytes:
            return
        files = sorted(self._files())
        self._size = sum(size for _, size, _ in files)
        for _, size, path in files:
            if self._size <= self._max_bytes * 0.8:  # room for a while, not for one answer
                return
            with contextlib.suppress(OSError):
                path.unlink()
                self._size -= size

    def _files(self) -> list[tuple[float, int, Path]]:
        """Return the kept files as (time, bytes, path)."""
        out = []
        for path in self._folder.glob(f"*{_ENDING}") if self._folder is not None else ():
            with contextlib.suppress(OSError):  # another process took it away
                told = path.stat()
                out.append((told.st_mtime, told.st_size, path))
        return out


def open_kept_answers(settings: Settings) -> KeptAnswers:
    """Return the answers kept in the folder that the settings name, by default in the user's cache folder.

    Raises:
        BadReader: the folder cannot be made.
    """
    if settings.llm_cache == OFF:
        return KeptAnswers(None, max_bytes=0)
    given = settings.llm_cache
    folder = Path(given) if given else platformdirs.user_cache_path("according", appauthor=False) / "llm"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    return KeptAnswers(folder, max_bytes=settings.llm_cache_bytes)


def _unwritable(folder: Path, error: OSError) -> BadReader:
    return BadReader(f"{folder}: answers cannot be kept there ({error.strerror}); set ACCORDING_LLM_CACHE to a folder "
                     f"that can be written, or to {OFF}")


def _name(url: str, request: bytes) -> str:
    return hashlib.sha256(url.encode("utf-8", "replace") + b"\n" + request).hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
