"""Judgements to look at again: what they were made on is not as it was. None is ever dropped.

In: a settled ledger. Out: ``Review`` records.

Example: a report was read anew and the claim that a person confirmed is read as wounded now: the judgement stands, and
is put up for review with the claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from according.books.profiles import find_profile
from according.errors import BadRequest
from according.held import hold
from according.judged import standing
from according.ledger.base import Ledger
from according.reconcile.pins import CHANGED, FIGURE, STANDING, FigurePin, read_figure_pin, source_key
from according.records import Claim, Figure, Incident, Judgement, Passed, Review
from according.versions import restated
from according.words import JudgementKind

_SEEN = (JudgementKind.CONFIRM, JudgementKind.CORRECT, JudgementKind.REJECT, JudgementKind.PIN)
_PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)


def review(ledger: Ledger) -> tuple[Review, ...]:
    """Return the judgements that stand and should be looked at again, by time.

    Args:
        ledger: settled.
    """
    judgements = standing(ledger.judgements())
    homes = {claim: incident for incident in ledger.incidents() for claim in incident.claims} if judgements else {}
    sources = {source_key(o.name) for i in {i.name for i in homes.values()} for o in ledger.origins(i)} if any(
        j.field == STANDING for j in judgements) else set()
    passed = {one.report: one for one in ledger.passed()} if judgements else {}
    found = []
    for judgement in judgements:
        if judgement.field == FIGURE and (pin := read_figure_pin(judgement)) is not None:
            found += list(_pinned(ledger, pin, homes, judgements))
        elif judgement.field == STANDING:
            if source_key(judgement.subject) not in sources:
                found.append(Review(judgement=judgement, claims=(), reason=f"no origin is called {judgement.subject}"))
        else:
            found += list(_of_claims(ledger, judgement, homes, passed))
    return tuple(found)


def spell_figure_pin(ledger: Ledger, incident: str, thing: str, ends: Sequence[int | None], *,
                     profile: str = "ucdp") -> str:
    """Return the value of a judgement that pins a figure, as JSON: what is counted, its ends, and the claims behind it.

    Args:
        ledger: settled.
        incident: its name.
        thing: harm and class as the figures tell them: ``killed civilian``, ``killed combatant, government``,
            ``killed all`` for a total.
        ends: low, best, high; None leaves an end to the rules.
        profile: under which the figure was looked at.

    Raises:
        BadRequest: the incident has no such figure, or the ends are no counts in order.
    """
    known = [end for end in ends if end is not None]
    if len(ends) != 3 or not known or min(known) < 0 or known != sorted(known):
        raise BadRequest("a figure is pinned by low, best and high, in order, null where the rules shall choose: "
                         "[12, 12, 15]")
    held = hold(ledger, incident, standing(ledger.judgements()))
    rows = {figure_name(figure): figure for figure in held.figures(find_profile(profile))}
    figure = rows.get(" ".join(thing.split()))
    if figure is None:
        raise BadRequest(f"{incident} has no figure {thing!r}: choose one of {'; '.join(rows) or 'none'}")
    return json.dumps({
        "harm": figure.harm.value, "class": figure.klass.value, "side": figure.side, "total": "total" in figure.marks,
        "low": ends[0], "best": ends[1], "high": ends[2], "profile": profile, "claims": list(figure.claims),
    }, ensure_ascii=False)


def figure_name(figure: Figure) -> str:
    """Return what a figure counts, as it is written to pin it."""
    whom = "all" if "total" in figure.marks else figure.klass.value + (f", {figure.side}" if figure.side else "")
    return f"{figure.harm.value} {whom}"


def _of_claims(ledger: Ledger, judgement: Judgement, homes: Mapping[str, Incident],
               passed: Mapping[str, Passed]) -> Iterator[Review]:
    """Yield what is to be looked at of a judgement on one claim or two."""
    subjects = [c for c in (judgement.subject, judgement.other) if c is not None]
    for subject in subjects:
        versions = ledger.versions(subject)
        if not versions:
            yield Review(judgement=judgement, claims=(), reason=f"the ledger has no claim {subject}")
            continue
        now = _live(ledger, versions[-1][1].report)
        if subject not in now:
            yield Review(judgement=judgement, claims=_instead(versions[-1][1], now),
                         reason=f"the report was read again, and {subject} is no longer read in it")
        elif (gone := passed.get(now[subject].report)) is not None:
            yield _overtaken(ledger, judgement, now[subject], gone)
        elif judgement.kind in _SEEN and (changed := _changed(judgement, versions, now[subject])):
            yield Review(judgement=judgement, claims=(subject,),
                         reason=f"the report was read again, and otherwise: {', '.join(changed)}")
    if judgement.kind is JudgementKind.SAME:
        apart = {homes[c].name for c in subjects if c in homes}
        if len(apart) > 1:
            yield Review(judgement=judgement, claims=tuple(subjects),
                         reason="a judgement that parts incidents stands against it: they are still two")


def _overtaken(ledger: Ledger, judgement: Judgement, claim: Claim, gone: Passed) -> Review:
    """Return what is to be looked at where the outlet changed the report that was judged, or took it down."""
    if gone.stands is None:
        return Review(judgement=judgement, claims=(claim.id,), reason=f"{claim.id} was withdrawn: {gone.reason}")
    heirs = restated(list(_live(ledger, claim.report).values()), list(_live(ledger, gone.stands).values()))
    anew = (heirs[claim.id],) if claim.id in heirs else ()
    return Review(judgement=judgement, claims=anew, reason=f"the outlet changed the report on {gone.since[:10]}: "
                  f"{gone.stands} stands now, and " + ("says it anew" if anew else f"no longer says {claim.id}"))


def _live(ledger: Ledger, report: str) -> Mapping[str, Claim]:
    return {claim.id: claim for claim in ledger.reading(report).claims}


def _instead(old: Claim, now: Mapping[str, Claim]) -> tuple[str, ...]:
    """Return the live claims of the words that the old claim stood in."""
    return tuple(c.id for c in now.values()
                 if c.evidence.start < old.evidence.end and old.evidence.start < c.evidence.end)


def _changed(judgement: Judgement, versions: Sequence[tuple[str, Claim]], now: Claim) -> tuple[str, ...]:
    """Name the fields that are read otherwise than when the judgement was made."""
    before = [claim for recorded, claim in versions if recorded <= judgement.when] or [versions[0][1]]
    seen = before[-1]
    fields = ("harm", "count", "victims", "perpetrator", "place", "when", "source", "status", "scope", "part_of")
    return tuple(field for field in fields if getattr(seen, field) != getattr(now, field))


def _pinned(ledger: Ledger, pin: FigurePin, homes: Mapping[str, Incident],
            judgements: Sequence[Judgement]) -> Iterator[Review]:
    """Yield what is to be looked at of a pinned figure."""
    names = [homes[c].name for c in pin.claims if c in homes]
    home = next((n for n in names if 2 * names.count(n) > len(pin.claims)), None)
    if home is None:
        yield Review(judgement=pin.judgement, claims=tuple(c for c in pin.claims if c in homes),
                     reason="no incident holds more than half of the claims that it was pinned over: it is not applied")
        return
    try:
        profile = find_profile(pin.profile)
    except BadRequest:
        profile = find_profile("ucdp")  # a profile of a file that is not here
    for figure in hold(ledger, home, judgements).figures(profile):
        if figure.harm is pin.harm and CHANGED in figure.marks and (
                "total" in figure.marks if pin.total else figure.klass is pin.klass and "total" not in figure.marks):
            gone, come = sorted(set(pin.claims) - set(figure.claims)), sorted(set(figure.claims) - set(pin.claims))
            told = [f"{what} {', '.join(claims)}" for what, claims in (("gone:", gone), ("new:", come)) if claims]
            yield Review(judgement=pin.judgement, claims=figure.claims,
                         reason=f"the claims behind the pinned figure changed; {'; '.join(told)}")
