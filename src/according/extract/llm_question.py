"""What a language model is asked: the sentences of a report as data, between marks that they cannot close.

In: gated sentences and the name of a model. Out: the bytes of a request, the same for the same sentences.

Example: ``make_question(gated, model="some-model")``

The report is data. It stands in the user's part alone, each sentence as JSON on a line of its own, between two marks
made of a hash of these very sentences; a mark that stood in them would be made anew. The model gets no tools. None of
this stops a model from doing what a report tells it: what does is that nothing it answers is believed
(``llm_check``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from according.extract import Gated
from according.words import Harm, MeansType, Scope, Status, VictimsClass, Word

PROMPT_VERSION = "1"  # raised with every change of what is asked: it is part of the reader's name
_MOST_LETTERS = 12_000  # of sentences in one question; a longer report takes several
_MOST_TOKENS = 8_000  # of one answer
_WORDS_OF = ("victims", "perpetrator", "means", "place", "time", "source", "cue", "carrier", "status_words",
             "scope_words")


def make_questions(gated: Sequence[Gated], *, model: str) -> Iterator[bytes]:
    """Yield requests that hold all sentences, in order, each request within the bound.

    Args:
        gated: the sentences of one report.
        model: as the endpoint calls it.
    """
    for part in _parts(gated):
        yield _encode({
            "model": model, "temperature": 0, "max_tokens": _MOST_TOKENS,
            "messages": [{"role": "system", "content": _task()}, {"role": "user", "content": _data(part)}],
            "response_format": {"type": "json_schema",
                                "json_schema": {"name": "claims", "strict": True, "schema": answer_schema()}},
        })


def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer."""
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    claim: dict[str, Any] = {
        "sentence": {"type": "integer"}, "quote": text, "count": maybe,
        "harm": _one_of(Harm), "harm_words": text, **dict.fromkeys(_WORDS_OF, maybe),
        "victims_class": _one_of(VictimsClass),
        "means_type": {"type": ["string", "null"], "enum": [*(word.value for word in MeansType), None]},
        "status": _one_of(Status), "scope": _one_of(Scope), "part_of": {"type": ["integer", "null"]},
    }
    return _closed({"claims": {"type": "array", "items": _closed(claim)}})


def _parts(gated: Sequence[Gated]) -> Iterator[list[Gated]]:
    part: list[Gated] = []
    letters = 0
    for one in gated:
        if part and letters + len(one.sentence.text) > _MOST_LETTERS:
            yield part
            part, letters = [], 0
        part.append(one)
        letters += len(one.sentence.text)
    if part:
        yield part


def _data(part: Sequence[Gated]) -> str:
    lines = [json.dumps({"n": one.sentence.index, "text": one.sentence.text}, ensure_ascii=False) for one in part]
    mark = data_mark("\n".join(lines))
    return "\n".join([f"<<<REPORT {mark}", *lines, f"{mark} REPORT>>>"])


def data_mark(data: str) -> str:
    """Return a mark that does not stand in the data: a hash of it, hashed again for as long as it does."""
    mark = hashlib.sha256(data.encode("utf-8", "replace")).hexdigest()[:24]
    while mark in data:
        mark = hashlib.sha256(mark.encode()).hexdigest()[:24]
    return mark


def _task() -> str:
    lists = (("harm", Harm), ("victims_class", VictimsClass), ("means_type", MeansType), ("status", Status),
             ("scope", Scope))
    task = (resources.files("according.extract") / "llm_task.txt").read_text("utf-8")
    return task + "".join(
        f'\n"{name}": ' + "; ".join(f"{word.value} ({word.meaning})" for word in words) for name, words in lists)


def _one_of(vocabulary: type[Word]) -> dict[str, Any]:
    return {"type": "string", "enum": [word.value for word in vocabulary]}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _encode(request: object) -> bytes:
    # half a character, which no UTF-8 can spell, goes as a question mark
    return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
