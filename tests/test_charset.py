from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.charset import decode, mend_halves
from according.errors import BadInput

WORDS = "Šibenik: “two” killed – café"
CASES = [  # (bytes, declared, text, note begins)
    (WORDS.encode(), None, WORDS, None),
    (WORDS.encode(), "utf-8", WORDS, None),
    (b"\xef\xbb\xbf" + WORDS.encode(), None, WORDS, None),
    (WORDS.encode("utf-16"), None, WORDS, None),
    (b"\xfe\xff" + WORDS.encode("utf-16-be"), "latin-1", WORDS, None),  # the mark wins over the declaration
    (b"\xff\xfe\x00\x00" + WORDS.encode("utf-32-le"), None, WORDS, None),
    (WORDS.encode("cp1252"), None, WORDS, "no encoding is declared"),
    (WORDS.encode("cp1252"), "iso-8859-1", WORDS, None),  # as every browser reads it
    (WORDS.encode("cp1252"), "ascii", WORDS, None),
    (WORDS.encode("cp1252"), "utf-8", WORDS, "declared utf-8, which does not fit: read as Windows-1252"),
    (WORDS.encode(), "ascii-nonsense", WORDS, None),  # an unknown name is no declaration
    (WORDS.encode(), "rot13", WORDS, None),  # nor is a cipher
    (WORDS.encode(), "unicode_escape", WORDS, None),
    (WORDS.encode(), "utf\0-8", WORDS, None),
    ("погибли двое".encode("cp1251"), "windows-1251", "погибли двое", None),
    ("погибли двое".encode("koi8-r"), "KOI8-R", "погибли двое", None),
    ("قتل اثنان".encode("cp1256"), "windows-1256", "قتل اثنان", None),
    ("قتل اثنان".encode("iso-8859-6"), "iso-8859-6", "قتل اثنان", None),
    ("两人死亡".encode("gb18030"), "GB2312", "两人死亡", None),
    (b"two\r\ndied\r\n", None, "two\r\ndied\r\n", None),
]


@pytest.mark.parametrize(("content", "declared", "text", "note"), CASES)
def test_texts_are_decoded(content: bytes, declared: str | None, text: str, note: str | None) -> None:
    decoded = decode(content, what="a.txt", declared=declared)
    assert decoded.text == text
    assert (decoded.note or "").startswith(note or "")
    assert (decoded.note is None) == (note is None)


def test_broken_bytes_are_named_with_their_line() -> None:
    with pytest.raises(BadInput, match=r"^a\.txt: line 2: broken encoding: byte 0xff does not fit utf-8; .*"):
        decode("café\ncafé".encode() + b"\xff", what="a.txt")
    with pytest.raises(BadInput, match="byte 0x81"):  # no letter in Windows-1252 either
        decode(b"two \x81 died", what="a.txt")


def test_a_truncated_letter_is_broken() -> None:
    with pytest.raises(BadInput):
        decode(("café " * 3).encode()[:-2], what="a.txt")


def test_html_bears_a_little_damage_and_says_so() -> None:
    content = ("café " * 1_000).encode() + b"\xff"
    decoded = decode(content, what="a.html", lenient=True)
    assert decoded.text.endswith("\ufffd")
    assert decoded.note == "1 broken characters of utf-8 stand as U+FFFD"
    with pytest.raises(BadInput):
        decode("é".encode() + b"\xff" * 50, what="a.html", lenient=True)


def test_half_characters_keep_their_places() -> None:
    mended = mend_halves("a\ud83db\udc00c😀")
    assert mended.text == "a\ufffdb\ufffdc😀"
    assert mended.note is not None
    assert mend_halves("a😀").note is None


@given(st.text())
def test_utf8_is_read_to_the_letter(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), what="a").text == text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "cp1251", "gb18030", "utf-16", "big5"]))
def test_any_bytes_are_read_or_refused(content: bytes, declared: str | None) -> None:
    with contextlib.suppress(BadInput):
        decode(content, what="a", declared=declared).text.encode()
