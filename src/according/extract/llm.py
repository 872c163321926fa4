"""The reader that asks a language model, by choice: its answer is held against the report, word by word.

In: gated sentences, and what carries a question to a model (``Asks``). Out: drafts and refusals.

Example: ``LlmReader(endpoint, model="some-model").read(gated)``

Which counts there are is settled before the model is asked, by the grammar that every reader shares; a report without
one is not sent at all. Sent are the sentences that hold a word of harm and a count, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from according.extract import Gated, Read
from according.extract.candidates import find_candidates
from according.extract.llm_check import check, read_answer
from according.extract.llm_question import PROMPT_VERSION, make_questions
from according.extract.patterns import PatternReader
from according.records import Draft, Refusal

_MOST_LETTERS = 12_000  # of a sentence that is sent: a longer one is a page without a full stop
_MOST_COUNTS = 200  # of a sentence that is sent: one with more is a table
_NOT_TAKEN = "the model does not take it for a count of harm"
_NOT_SENT = "its sentence is too long, or holds too many counts, to be sent to a language model"


class Asks(Protocol):
    """What carries a question to a model and remembers answers of use."""

    def ask(self, request: bytes) -> str:
        """Return the text of the answer. Raises ReaderFailed where there is none of use."""
        ...

    def keep(self, request: bytes, answer: str) -> None:
        """Remember an answer, so that the same question is not asked again."""
        ...


class LlmReader:
    """Reads by asking. The same sentences give the same drafts as long as the answers are kept."""

    def __init__(self, endpoint: Asks, *, model: str) -> None:
        self._endpoint, self._model = endpoint, model
        self._patterns = PatternReader()

    @property
    def name(self) -> str:
        """Model and version of the question, kept with every claim."""
        return f"llm {self._model} prompt {PROMPT_VERSION}"

    def read(self, gated: Sequence[Gated]) -> Read:
        """Return the drafts of the sentences of one report, and why each other count is none.

        Raises:
            ReaderFailed: no answer, or none in the form that was asked for; the report stays unread.
        """
        patterns = self._patterns.read(gated)  # it finds single persons and bare plurals, which no count word tells
        candidates = find_candidates(gated, patterns)
        if not candidates:
            return Read(drafts=(), reasons=patterns.reasons)
        drafts: list[Draft] = []
        refusals: list[Refusal] = []
        counts = Counter(candidate.index for candidate in candidates)
        asked = {index for index, count in counts.items() if _fits(gated[index], count)}
        sent = [candidate for candidate in candidates if candidate.index in asked]
        for question in make_questions([gated[index] for index in sorted(asked)], model=self._model):
            answer = self._endpoint.ask(question)
            told = read_answer(answer)
            self._endpoint.keep(question, answer)
            checked = check(told, gated, sent, reader=self.name)
            drafts += [d for d in checked.drafts if (d.at, d.harm) not in {(o.at, o.harm) for o in drafts}]
            refusals += checked.refusals
        taken = {draft.at for draft in drafts}
        reasons = {c.at: _NOT_TAKEN if c.index in asked else _NOT_SENT for c in candidates if c.at not in taken}
        return Read(drafts=tuple(drafts), reasons={**patterns.reasons, **reasons}, refusals=tuple(refusals))


def _fits(one: Gated, counts: int) -> bool:
    """Say whether a sentence is sent: what an answer may quote is searched for in it, so it is bounded."""
    return counts <= _MOST_COUNTS and len(one.sentence.text) <= _MOST_LETTERS
