"""Make a screenshot small: at most 256 colours, those that most of it has.

In: a PNG as a browser writes it (8 bits, RGB or RGBA, not interlaced). Out: a PNG with a palette, the same bytes for
the same input.

Example: ``path.write_bytes(smaller(path.read_bytes()))``
"""

from __future__ import annotations

import struct
import zlib

import numpy as np

_HEAD = b"\x89PNG\r\n\x1a\n"
_COARSE = 0xF8  # bits of a channel that are told apart
Pixels = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]


def smaller(picture: bytes) -> bytes:
    """Return the picture with a palette.

    Args:
        picture: a PNG of 8-bit RGB or RGBA.

    Raises:
        ValueError: another kind of picture.
    """
    pixels = decode(picture)
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    packed = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    coarse = packed & (_COARSE << 16 | _COARSE << 8 | _COARSE)
    groups, place, counts = np.unique(coarse, return_inverse=True, return_counts=True)
    # A group of near colours is told by the one of it that most pixels have: a page's ground stays what it is.
    exact, tally = np.unique(packed, return_counts=True)
    shown = {int(group): 0 for group in groups}
    for colour in exact[np.argsort(tally, kind="stable")]:
        shown[int(colour) & (_COARSE << 16 | _COARSE << 8 | _COARSE)] = int(colour)
    kept = np.sort(np.argsort(-counts, kind="stable")[:256])
    palette = np.array([split(shown[int(groups[k])]) for k in kept], dtype=np.int32)
    every = np.array([split(int(group)) for group in groups], dtype=np.int32)
    nearest = np.array([int(np.argmin(((palette - one) ** 2).sum(axis=1))) for one in every], dtype=np.uint8)
    nearest[kept] = np.arange(len(kept), dtype=np.uint8)
    index = nearest[place].reshape(pixels.shape[:2])
    rows = np.hstack([np.zeros((index.shape[0], 1), dtype=np.uint8), index]).tobytes()
    head = struct.pack(">IIBBBBB", index.shape[1], index.shape[0], 8, 3, 0, 0, 0)
    colours = palette.astype(np.uint8).tobytes()
    return _HEAD + b"".join(_chunk(kind, body) for kind, body in (
        (b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")))


def split(colour: int) -> tuple[int, int, int]:
    """Return a colour's three channels."""
    return colour >> 16, colour >> 8 & 255, colour & 255


def decode(picture: bytes) -> Pixels:
    """Return the pixels of a PNG, without its transparency."""
    at, data, shape = len(_HEAD), b"", (0, 0, 0)
    while at < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, at)
        body = picture[at + 8: at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            if depth != 8 or colour not in (2, 6) or interlaced:
                raise ValueError("only 8-bit RGB or RGBA pictures, not interlaced, are made smaller")
            shape = (height, width, 3 if colour == 2 else 4)
        data += body if kind == b"IDAT" else b""
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(shape[0], 1 + shape[1] * shape[2])
    above = np.zeros((shape[1], shape[2]), dtype=np.uint8)
    out = np.empty(shape, dtype=np.uint8)
    for number, line in enumerate(lines):
        out[number] = above = _unfiltered(int(line[0]), line[1:].reshape(shape[1], shape[2]), above)
    return out[:, :, :3]


def _unfiltered(kind: int, line: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Undo one row's filter (PNG, 9.2): none, left, above, their mean, or Paeth's guess."""
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint8)
    if kind == 2:
        return line + above
    left, corner = [0] * line.shape[1], [0] * line.shape[1]
    rows = []
    for now, up in zip(line.tolist(), above.tolist(), strict=True):
        guesses = [(a + b) // 2 for a, b in zip(left, up, strict=True)] if kind == 3 else [
            min((a, b, c), key=lambda end, a=a, b=b, c=c: abs(a + b - c - end))  # type: ignore[misc]
            for a, b, c in zip(left, up, corner, strict=True)]
        left, corner = [(n + g) & 255 for n, g in zip(now, guesses, strict=True)], up
        rows.append(left)
    return np.array(rows, dtype=np.uint8)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
