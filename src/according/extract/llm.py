"""The reader that asks a language model, by choice: its answer is held against the report, word by word.

In: gated sentences, and what carries a question to a model (``Asks``). Out: drafts and refusals.

Example: ``LlmReader(endpoint, model="some-model").read(gated)``

Which counts there are is settled before the model is asked, by the grammar that every reader shares; a report without
one is not sent at all. Sent are the sentences that hold a word of harm and a count, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from according.extract import Gated, Read
from according.extract.candidates import find_candidates
from according.extract.llm_check import check, read_answer
from according.extract.llm_question import PROMPT_VERSION, make_questions
from according.extract.patterns import PatternReader
from according.records import Draft, Refusal


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
        counted = {candidate.index for candidate in candidates}
        asked = [one for index, one in enumerate(gated) if index in counted]
        for question in make_questions(asked, model=self._model):
            answer = self._endpoint.ask(question)
            told = read_answer(answer)
            self._endpoint.keep(question, answer)
            checked = check(told, gated, candidates, reader=self.name)
            drafts += [d for d in checked.drafts if (d.at, d.harm) not in {(o.at, o.harm) for o in drafts}]
            refusals += checked.refusals
        taken = {draft.at for draft in drafts}
        reasons = {c.at: "the model does not take it for a count of harm" for c in candidates if c.at not in taken}
        return Read(drafts=tuple(drafts), reasons={**patterns.reasons, **reasons}, refusals=tuple(refusals))
