"""A JSON file of any size, value by value, through a window of bounded size.

In: a stream of UTF-8. Out: the next letter, or the next whole value; a list of a million reports is never held whole.

Example::

    window = JsonWindow(stream, origin="a.json", most=5_000_000)
    window.take("[")
    while window.peek() != "]":
        value = window.value()
"""

from __future__ import annotations

import codecs
import io
import json
import re
from typing import Any

from according.errors import BadInput, TooLarge

_PIECE = 1 << 18
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class JsonWindow:
    """Holds what was read and not yet taken; doubles while a value is not whole, so that time stays linear."""

    def __init__(self, stream: io.BufferedIOBase, *, origin: str, most: int) -> None:
        """Take a stream; ``most`` is how many characters one value may have."""
        self._stream, self._origin, self._most = stream, origin, most
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._ended = "", 0, False
        self._line = 1  # of the first character held
        self._passed = 0  # characters in front of it

    @property
    def taken(self) -> int:
        """How many characters were taken."""
        return self._passed + self._at

    def peek(self) -> str:
        """Return the next letter that is no white space, "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, letters: str) -> str:
        """Take the next letter, which must be one of these.

        Raises:
            BadInput: it is another.
        """
        letter = self.peek()
        if letter == "" or letter not in letters:
            raise self._broken(f"{' or '.join(letters)} wanted", self._at)
        self._at += 1
        return letter

    def value(self) -> Any:
        """Take the next whole value.

        Raises:
            BadInput: it is broken.
            TooLarge: it is too long or too deep.
        """
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise TooLarge(f"{self._origin}: {self._where(self._at)}: JSON nested too deep; "
                               "a report is a flat record") from None
            except json.JSONDecodeError as error:
                self._grow(error.msg, error.pos)
            except ValueError:  # an integer of more digits than Python reads
                raise self._broken("a number beyond all bounds", self._at) from None
            else:
                length = end - self._at
                if end < len(self._text) or not self._more():  # a number may go on behind the window
                    self._at += length
                    return value

    def _grow(self, reason: str, at: int) -> None:
        """Read on, since the value may only be cut off by the window; at the end, or beyond the bound, it is broken."""
        if len(self._text) - self._at > self._most:
            raise TooLarge(f"{self._origin}: {self._where(self._at)}: a value of over {self._most:,} characters; "
                           "raise ACCORDING_MAX_BYTES if it is one report")
        held = self._passed + at
        if not self._more():
            raise self._broken(reason, held - self._passed)

    def _more(self) -> bool:
        """Read on; say whether there was more."""
        if self._ended:
            return False
        self._line += self._text.count("\n", 0, self._at)
        self._passed += self._at
        self._text = self._text[self._at:]
        self._at = 0
        # read1 hands out what there is before it runs into a truncated end; read would lose it.
        piece = self._stream.read1(max(_PIECE, len(self._text)))
        self._ended = not piece
        try:
            self._text += self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise BadInput(f"{self._origin}: {self._where(len(self._text))} or later: broken encoding: byte "
                           f"{error.object[error.start]:#04x} does not fit utf-8; save the file as UTF-8") from None
        return not self._ended

    def _where(self, at: int) -> str:
        return f"line {self._line + self._text.count(chr(10), 0, at)}"

    def _broken(self, reason: str, at: int) -> BadInput:
        return BadInput(f"{self._origin}: {self._where(at)}: broken JSON ({reason}); mend it or leave it out")
