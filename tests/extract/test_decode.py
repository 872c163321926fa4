"""From hand-made arrays to drafts: what the model says decides, within what can be."""

import pytest

np = pytest.importorskip("numpy", reason="numpy, which the trained reader needs, is not installed")

from according.books.numbers import open_numbers  # noqa: E402  # after the skip
from according.extract import Gated, gate  # noqa: E402  # after the skip
from according.extract.answers import Answer, read_answers  # noqa: E402  # after the skip
from according.extract.candidates import HARMS, ROLES, find_candidates  # noqa: E402  # after the skip
from according.extract.decode import Policy, calibrate, decode  # noqa: E402  # after the skip
from according.extract.patterns import PatternReader  # noqa: E402  # after the skip
from according.extract.windows import Window, make_batch, make_windows  # noqa: E402  # after the skip
from according.records import Sentence  # noqa: E402  # after the skip
from according.words import Harm, Scope, VictimsClass  # noqa: E402  # after the skip

POLICY = Policy()


def a_sentence(text: str, index: int = 0, start: int = 0) -> Sentence:
    return Sentence(index=index, start=start, end=start + len(text), text=text, paragraph=0)


def gated_of(*texts: str) -> tuple[Gated, ...]:
    sentences, at = [], 0
    for i, text in enumerate(texts):
        sentences.append(a_sentence(text, i, at))
        at += len(text) + 1
    return gate(sentences, open_numbers())


def an_answer(
    whole: int,
    klass: VictimsClass = VictimsClass.UNKNOWN,
    scope: Scope = Scope.INCIDENT,
    spans: dict[str, tuple[int, int]] | None = None,
    margin: float = 3.0,
    **harms: float,
) -> Answer:
    return Answer(
        harms=tuple(harms.get(h.value, 0.01) for h in HARMS),
        klass=tuple(float(k is klass) for k in VictimsClass),
        scope=tuple(float(s is scope) for s in Scope),
        status=(1.0, 0.0, 0.0, 0.0),
        means=(1.0,) + (0.0,) * 10,
        spans=tuple((spans or {}).get(r) for r in ROLES),
        margins=tuple(margin if r in (spans or {}) else -margin for r in ROLES),
        whole=whole,
    )


def decoded(text: str, answers: list[Answer], policy: Policy = POLICY):
    gated = gated_of(text)
    candidates = find_candidates(gated, PatternReader().read(gated))
    assert len(candidates) == len(answers)
    return decode(gated, candidates, answers, reader="model 0", policy=policy)


def test_a_count_that_the_model_takes_for_harm_is_a_draft_with_its_score() -> None:
    (draft,) = decoded(
        "Twelve soldiers were killed near the bridge.", [an_answer(0, VictimsClass.COMBATANT, killed=0.97)]
    )
    assert (draft.harm, draft.count.low, draft.victims_class, draft.score) == (
        Harm.KILLED,
        12,
        VictimsClass.COMBATANT,
        0.97,
    )
    assert draft.reader == "model 0"


def test_a_count_that_the_model_turns_away_is_none_though_the_patterns_read_it() -> None:
    assert decoded("Twelve soldiers were killed near the bridge.", [an_answer(0, killed=0.2)]) == ()


def test_what_the_model_holds_of_class_and_scope_goes_with_the_draft_for_the_second_step() -> None:
    (draft,) = decoded(
        "Twelve people were killed near the bridge.", [an_answer(0, VictimsClass.MIXED, Scope.PERIOD, killed=0.9)]
    )
    assert draft.odds is not None
    assert draft.odds.klass == tuple(float(k is VictimsClass.MIXED) for k in VictimsClass)
    assert draft.odds.scope == tuple(float(s is Scope.PERIOD) for s in Scope)
    assert (draft.victims_class, draft.scope) == (VictimsClass.UNKNOWN, Scope.INCIDENT)


def test_one_count_may_be_of_two_harms() -> None:
    drafts = decoded("Twelve soldiers were killed near the bridge.", [an_answer(0, killed=0.9, captured=0.8)])
    assert [(d.harm, d.harm_words.text) for d in drafts] == [(Harm.KILLED, "killed"), (Harm.CAPTURED, "killed")]


def test_a_part_hangs_on_its_whole() -> None:
    whole, part = decoded(
        "Twenty people, including six civilians, were killed.", [an_answer(0, killed=0.9), an_answer(0, killed=0.9)]
    )
    assert (whole.part_of, part.part_of) == (None, whole.at)


def test_a_part_of_a_count_that_is_no_claim_is_part_of_none() -> None:
    (part,) = decoded(
        "Twenty people, including six civilians, were killed.", [an_answer(0, killed=0.1), an_answer(0, killed=0.9)]
    )
    assert part.part_of is None


BARE = "Twelve soldiers were killed near the bridge in the valley."


def source_of(text: str, words: str | None, margin: float, policy: Policy) -> str | None:
    gated = gated_of(text)
    candidates = find_candidates(gated, PatternReader().read(gated))
    span = {"source": (text.index(words), text.index(words) + len(words))} if words else None
    answers = [
        an_answer(i, spans=span if i == 0 else None, margin=margin, killed=0.9 if i == 0 else 0.1)
        for i in range(len(candidates))
    ]
    (draft,) = decode(gated, candidates, answers, reader="model 0", policy=policy)
    return draft.source.text if draft.source is not None else None


def test_the_model_adds_a_source_where_it_is_sure() -> None:
    policy = Policy(add_source=2.0)
    assert source_of(BARE, "the valley", 3.0, policy) == "the valley"
    assert source_of(BARE, "the valley", 1.0, policy) is None


@pytest.mark.parametrize(("words", "told"), [("HOMS - Medics", "Medics"), ("The", None), ("The medics", "The medics")])
def test_a_date_line_or_an_article_alone_is_no_part_of_a_name(words: str, told: str | None) -> None:
    assert source_of(f"Twelve soldiers were killed near {words}.", words, 3.0, Policy()) == told


def test_the_model_drops_a_source_where_it_is_sure_that_there_is_none() -> None:
    text = "Twelve soldiers were killed near the bridge, the army said."
    policy = Policy(drop_source=2.0)
    assert source_of(text, None, 1.0, policy) == "the army"
    assert source_of(text, None, 3.0, policy) is None


def test_the_model_moves_a_source_where_it_is_sure() -> None:
    text = "Twelve soldiers were killed near the bridge in the valley, the army said."
    policy = Policy(move_source=2.0)
    assert source_of(text, "the valley", 1.0, policy) == "the army"
    assert source_of(text, "the valley", 3.0, policy) == "the valley"


def test_a_new_claim_is_scored_by_what_was_measured_of_new_claims() -> None:
    policy = Policy(offset=1.0, offset_new=-1.0)
    assert calibrate(0.5, policy) > 0.7 > 0.3 > calibrate(0.5, policy, new=True)


@pytest.mark.parametrize(
    ("odds", "slope", "offset", "told"),
    [(0.5, 1.0, 0.0, 0.5), (0.9, 1.0, 0.0, 0.9), (0.9, 0.0, 0.0, 0.5), (1.0, 1.0, 0.0, 1.0)],
)
def test_scores_are_calibrated(odds: float, slope: float, offset: float, told: float) -> None:
    assert calibrate(odds, Policy(slope=slope, offset=offset)) == pytest.approx(told, abs=1e-4)


class Letters:
    """A tokenizer of one piece a word."""

    class Encoded:
        def __init__(self, text: str) -> None:
            words, at = text.split(" "), 0
            self.offsets: list[tuple[int, int]] = []
            for word in words:
                self.offsets.append((at, at + len(word)))
                at += len(word) + 1
            self.ids = [1000 + len(w) for w in words]

    def encode(self, text: str, *, add_special_tokens: bool) -> "Letters.Encoded":
        assert not add_special_tokens
        return self.Encoded(text)


def windows_of(*texts: str) -> tuple[tuple[Window, ...], int]:
    gated = gated_of(*texts)
    candidates = find_candidates(gated, PatternReader().read(gated))
    return make_windows(gated, candidates, Letters()), len(candidates)


def test_a_window_holds_each_sentence_once_with_the_one_before_it() -> None:
    windows, count = windows_of(
        "Guns fell silent at noon.", "Twelve soldiers were killed.", "Six more soldiers were killed later."
    )
    (window,) = windows
    assert count == 2
    assert len(window.ids) == 1 + 6 + 5 + 7  # the sign at the head, and one behind each sentence
    assert [window.ids[p[0]] for p in window.places] == [1006, 1003]


def test_a_long_report_is_several_windows_and_every_candidate_is_in_one() -> None:
    windows, count = windows_of(
        *(f"On that road {n} soldiers were killed " + "near the very old bridge " * 8 + "." for n in range(12, 30))
    )
    assert len(windows) > 1
    assert [c for w in windows for c in w.candidates] == list(range(count))


def test_a_sentence_longer_than_a_window_is_cut_and_its_candidates_stay_inside() -> None:
    windows, count = windows_of(
        "It was said " + "again and again " * 150 + "that 12 soldiers were killed and 13 soldiers were wounded."
    )
    assert [c for w in windows for c in w.candidates] == list(range(count))
    assert all(p[1] < len(w.ids) for w in windows for p in w.places)


def test_arrays_become_answers() -> None:
    (window,), count = windows_of("Twelve soldiers were killed, a monitor said.")
    length = len(window.ids)
    starts = np.full((count, len(ROLES), length), -9.0, dtype=np.float32)
    ends = starts.copy()
    starts[:, :, 0] = ends[:, :, 0] = 0.0
    source = ROLES.index("source")
    starts[0, source, 5], ends[0, source, 6] = 8.0, 8.0
    plain = [np.zeros((count, n), dtype=np.float32) for n in (len(HARMS), 4, 4, 4, 11)]
    plain[0][0, 0] = 9.0
    answers = read_answers([window], [[*plain, starts, ends, np.eye(count, dtype=np.float32)]], count)
    assert answers[0].harms[0] > 0.99
    assert answers[0].spans[source] == (29, 38)
    assert answers[0].spans[ROLES.index("place")] is None
    assert answers[0].whole == 0


def test_a_batch_pads_with_nothing() -> None:
    (long,), _ = windows_of("Twelve soldiers were killed near the very old bridge.")
    (short,), _ = windows_of("Twelve soldiers were killed.")
    batch = make_batch([long, short])
    assert batch.ids.shape == (2, len(long.ids))
    assert not batch.ids[1, len(short.ids) :].any()
    assert batch.anchors[:, 0].tolist() == [0, 1]


def test_a_count_of_killed_and_wounded_together_is_not_of_killed_besides() -> None:
    (draft,) = decoded("Twelve soldiers were killed near the bridge.", [an_answer(0, killed=0.9, casualties=0.99)])
    assert draft.harm is Harm.KILLED
