"""Records to canonical JSON and back: one spelling for each record, so that its bytes can be hashed and compared.

In: a record (or a tuple or mapping of records). Out: UTF-8 JSON with sorted keys, no spaces, shortest numbers. Fields
that a later version added are filled from their defaults, so older JSON stays readable; keys that no field bears are
passed over.

Example::

    encode(Head(count=2, hash="ab")) == b'{"count":2,"hash":"ab"}'
    decode(b'{"count":2,"hash":"ab"}', Head) == Head(count=2, hash="ab")
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from according.errors import BadInput

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODERS: dict[object, msgspec.json.Decoder[Any]] = {}  # made when first asked for: one takes about a millisecond


def encode(record: object) -> bytes:
    """Return the canonical JSON of a record.

    Raises:
        BadInput: a text holds half a character (a lone surrogate), which no UTF-8 can spell.
    """
    try:
        return _ENCODER.encode(record)
    except UnicodeEncodeError as error:
        kind = type(record).__name__
        raise BadInput(f"{kind}: a text holds half a character at {error.start}; decode its bytes again") from None


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return the record of a kind that canonical JSON spells.

    Raises:
        BadInput: it is no JSON, or not of this kind; the message says what and where.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind)
    try:
        record: T = decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"no {kind.__name__}: {error}") from None
    return record
