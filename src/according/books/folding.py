"""Fold the spellings of a name into one key, so that what is written apart is found together.

In: a name as printed. Out: ``fold_name`` gives the plain key (case, marks, hyphens, apostrophes away);
``fold_sound`` gives the key under which transliterations from Arabic script meet.

Example: ``fold_name("Deir ez-Zor") == "deir ez zor"``; ``fold_sound("Jableh") == fold_sound("Jebla") == "jabla"``.

This file imports nothing of the package: the build hook loads it by its path to compile the book of places.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# fmt: off
# Countries whose names reach English out of Arabic script by many roads
SOUND_COUNTRIES = frozenset({
    "AE", "AF", "BH", "DJ", "DZ", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PK", "PS", "QA",
    "SA", "SD", "SO", "SY", "TD", "TN", "TR", "YE",
})

_PLAIN = str.maketrans({
    # letters that lose no mark when decomposed
    "ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ə": "a",
    "Ə": "A", "æ": "ae", "Æ": "AE", "œ": "oe", "ß": "ss", "ħ": "h",
    # apostrophes and the letters ayn and hamza in transliteration
    "'": None, "’": None, "‘": None, "`": None, "´": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "ˈ": None,
    "ʽ": None, "′": None, "‛": None, "ʹ": None,
    # joiners
    "-": " ", "–": " ", "—": " ", "‑": " ", "_": " ", "/": " ", ".": " ", ",": " ", "(": " ", ")": " ", '"': " ",
})

_ARTICLES = frozenset({
    "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ath", "adh", "ul", "ur", "us", "ush", "uz", "ez", "es",
    "esh", "et", "en", "er", "ed", "il", "l",
})

# Order matters: endings first, then letter groups, then single letters
_SOUNDS = tuple((re.compile(pattern), to) for pattern, to in (
    (r"(?:iyy?|yi|ey|ay|i|y)(?:eh|ah|e|a)$", "ia"),  # Salamiyah, Salamyieh, Salamiya
    (r"(?<=.)[ae]h$", "a"),  # Jableh, Jablah
    (r"(?<=..)e$", "a"),  # Jable
    (r"dj", "j"),  # Djable
    (r"tch|ch", "sh"),  # Achrafieh
    (r"dh", "d"),  # Hadhramaut
    (r"th", "t"),
    (r"ph", "f"),
    (r"q|ck", "k"),  # Raqqa, Rakka
    (r"ou|oo|aw|au|ow|o", "u"),  # Zor, Zour, Zawr
    (r"ee|ei|ey|ai|ay|ie|iy|y", "i"),  # Hodeida, Hudaydah
    (r"e", "a"),
    (r"(.)\1+", r"\1"),  # Maarat, Ma'arrat
    (r"(?<=.)h$", ""),
))
# fmt: on


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return the plain key of a name: lower case, no marks, no apostrophes, hyphens as spaces."""
    text = (
        name
        if name.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c))
    )
    return " ".join(text.translate(_PLAIN).lower().split())


@lru_cache(maxsize=65536)
def fold_sound(name: str) -> str:
    """Return the key of a name from Arabic script: articles away, vowels and doubled letters levelled."""
    words = fold_name(name).split()
    kept = [w for w in words if w not in _ARTICLES] or words
    return " ".join(_sound(word) for word in kept)


def _sound(word: str) -> str:
    for prefix in ("al", "el", "ez", "ad"):  # written together: Alhasakah, Elhudayda, Ezzor
        if word.startswith(prefix) and len(word) > 6 and word[2] not in "aeiouy":
            word = word[2:]
            break
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word
