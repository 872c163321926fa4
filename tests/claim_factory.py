"""Claims and reports for tests, with good defaults: say only what the case is about.

Example::

    report = make_report("12 people were killed in Homs on Monday, the governor said.", outlet="Wire")
    claim = make_claim(report, low=12, words="12 people were killed", source="the governor", kind="official")
"""

from __future__ import annotations

from collections.abc import Iterable

from according import identity
from according.records import (
    Act,
    Claim,
    Count,
    Judgement,
    Means,
    Party,
    Phrase,
    Place,
    Report,
    Source,
    Unresolved,
    Victims,
    When,
)
from according.words import (
    ActForm,
    ActKind,
    ActStage,
    CountKind,
    Harm,
    JudgementKind,
    MeansType,
    Scope,
    SourceKind,
    Status,
    VictimsClass,
)

HOMS = Place(
    printed=None, name="Homs", id="geonames:169577", lat=34.73, lon=36.72, where_prec=1, country="SY", adm1="Homs"
)
JABLEH = Place(
    printed=None, name="Jableh", id="geonames:168625", lat=35.36, lon=35.92, where_prec=1, country="SY", adm1="Latakia"
)
LATAKIA = Place(
    printed=None, name="Latakia", id="adm1:SY.02", lat=None, lon=None, where_prec=4, country="SY", adm1="Latakia"
)
ALEPPO = Place(
    printed=None, name="Aleppo", id="geonames:170063", lat=36.2, lon=37.16, where_prec=1, country="SY", adm1="Aleppo"
)


def make_report(
    text: str = "Shells fell on Homs on Monday.",
    *,
    outlet: str | None = "Wire",
    published: str | None = "2025-03-07",
    title: str | None = None,
) -> Report:
    return Report(
        id=identity.report_id(outlet, text),
        key=None,
        outlet=outlet,
        title=title,
        published=published,
        published_printed=None,
        url=None,
        lang="en",
        text=text,
        sha256=identity.text_hash(text),
    )


def make_when(day: str | None, end: str | None = None, *, prec: int = 1) -> When:
    if day is None:
        return When(printed=None, start=None, end=None, unresolved=Unresolved(reason="no date is told"))
    return When(printed=None, start=day, end=end or day, date_prec=prec)


def make_source(name: str, kind: str = "monitor", *, party: str | None = None, id: str | None = None) -> Source:
    return Source(printed=None, name=name, cue=None, kind=SourceKind(kind), party=party, id=id)


def make_claim(
    report: Report | None = None,
    *,
    low: int | None = 12,
    best: int | None = -1,
    high: int | None = -1,
    words: str | None = None,
    at: int | None = None,
    harm: str = "killed",
    klass: str = "civilian",
    victims: str | None = None,
    side: str | None = None,
    side_id: str | None = None,
    count_words: str | None = None,
    count_kind: str = "number",
    approximate: bool = False,
    perpetrator: str | None = None,
    perpetrator_id: str | None = None,
    means: str | None = "shelling",
    place: Place | None = HOMS,
    day: str | None = "2025-03-06",
    end: str | None = None,
    prec: int = 1,
    source: Source | str | None = None,
    kind: str = "monitor",
    via: Iterable[str] = (),
    status: str = "stated",
    scope: str = "incident",
    part_of: str | None = None,
    reader: str = "hand",
) -> Claim:
    """Make a claim; ``best`` and ``high`` follow ``low`` unless they are given (None: open)."""
    report = report or make_report()
    evidence = words or report.text
    start = max(report.text.find(evidence), 0)
    printed = count_words if count_words is not None else ("" if low is None else str(low))
    best = low if best == -1 else best
    high = best if high == -1 else high
    offset = max(evidence.find(printed), 0) if printed else 0
    at = start + offset if at is None else at
    said_by = make_source(source, kind) if isinstance(source, str) else source
    return Claim(
        id=identity.claim_id(report.id, at, f"{harm} {klass} {side}", printed or None),
        report=report.id,
        evidence=Phrase(text=evidence, start=start, end=start + len(evidence)),
        again=(),
        harm=Harm(harm),
        harm_words=Phrase(text=harm, start=start, end=start + len(harm)),
        count=Count(low=low, best=best, high=high, kind=CountKind(count_kind), approximate=approximate),
        count_words=Phrase(text=printed, start=at, end=at + len(printed)) if printed else None,
        victims=Victims(
            printed=Phrase(text=victims, start=start, end=start + len(victims)) if victims else None,
            klass=VictimsClass(klass),
            side=side,
            side_id=side_id,
        ),
        perpetrator=Party(printed=None, name=perpetrator, id=perpetrator_id) if perpetrator else None,
        means=Means(printed=None, type=MeansType(means)) if means else None,
        place=place,
        when=make_when(day, end, prec=prec),
        source=said_by,
        via=tuple(via),
        status=Status(status),
        status_words=None,
        scope=Scope(scope),
        part_of=part_of,
        reader=reader,
    )


def make_act(
    report: Report | None = None,
    *,
    kind: str = "measure",
    form: str = "curfew",
    stage: str = "done",
    words: str = "curfew",
    evidence: str | None = None,
    at: int = 0,
    actor: str | None = None,
    actor_id: str | None = None,
    target: str | None = None,
    place: Place | None = HOMS,
    day: str | None = None,
    until: str | None = None,
    source: Source | None = None,
    via: Iterable[str] = (),
    status: str = "stated",
    scope: str = "incident",
    beside: Iterable[str] = (),
) -> Act:
    report = report or make_report()
    told = evidence or report.text
    return Act(
        id=identity.act_id(report.id, at, form, words),
        report=report.id,
        evidence=Phrase(text=told, start=0, end=len(told)),
        again=(),
        kind=ActKind(kind),
        form=ActForm(form),
        stage=ActStage(stage),
        words=Phrase(text=words, start=at, end=at + len(words)),
        actor=Party(printed=None, name=actor, id=actor_id) if actor else None,
        target=Party(printed=None, name=target) if target else None,
        place=place,
        when=make_when(day),
        until=make_when(until) if until else None,
        source=source,
        via=tuple(via),
        status=Status(status),
        status_words=None,
        scope=Scope(scope),
        beside=tuple(beside),
        reader="hand",
    )


def make_judgement(
    kind: str,
    subject: str,
    other: str | None = None,
    *,
    when: str = "2025-03-10T08:00:00Z",
    who: str = "desk",
    field: str | None = None,
    value: str | None = None,
    why: str = "read both",
) -> Judgement:
    return Judgement(
        id=identity.judgement_id(kind, subject, other, field, value, who, when),
        kind=JudgementKind(kind),
        subject=subject,
        other=other,
        field=field,
        value=value,
        who=who,
        when=when,
        why=why,
    )
