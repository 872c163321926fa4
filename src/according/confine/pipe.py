"""What caller and worker say to each other: MessagePack behind its length.

In: a pipe. Out: a mapping, or ``EOFError`` where the other end is gone.

Example::

    tell(pipe, {"function": "according.parse.page:read_page", "arguments": ["<p>..."], "seconds": 8.0})
"""

from __future__ import annotations

from typing import Any

import msgspec

_MOST_BYTES = 200_000_000  # an answer is text out of a page; more is a worker gone mad


def tell(pipe: Any, message: dict[str, Any]) -> None:
    """Send a message."""
    body = msgspec.msgpack.encode(message)
    pipe.write(len(body).to_bytes(8, "big"))
    pipe.write(body)
    pipe.flush()


def hear(pipe: Any) -> dict[str, Any]:
    """Return the next message.

    Raises:
        EOFError: the pipe ended before it was whole.
        msgspec.DecodeError: it is none.
    """
    length = int.from_bytes(_exactly(pipe, 8), "big")
    if length > _MOST_BYTES:
        raise EOFError
    return dict(msgspec.msgpack.decode(_exactly(pipe, length), type=dict[str, Any]))


def _exactly(pipe: Any, length: int) -> bytes:
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return bytes(body)
