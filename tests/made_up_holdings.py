"""Made-up incidents for properties: any harm, class, side, count, place, day and source, joined as they come."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_report, make_source
from export_factory import make_holdings, make_incident_of

PROFILES = ("ucdp", "acled", "airwars", "ibc", "range")
HOSTILE = ("=1+1", "+44", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "a;b", "two\nlines", "شرق", "", "'=1")
_COUNTRY = replace(HOMS, id="country:SY", name="Syria", where_prec=6, adm1=None)
_PLACES = (None, HOMS, JABLEH, LATAKIA, ALEPPO, _COUNTRY, replace(HOMS, country="PS"), replace(HOMS, country="ZZ"))
_SIDES = (
    None,
    ("Assad loyalists", "assad-loyalists"),
    ("Syrian transitional government forces", "syria-transitional"),
    ("Lions of the Valley", None),
)
_DOERS = (
    None,
    ("gunmen", None),
    ("Islamic State", "islamic-state"),
    ("Syrian Ministry of Interior", "syria-moi"),
    ("Lions of the Valley", None),
)
_DAYS = (
    (None, None),
    ("2025-03-06", None),
    ("2025-03-06", "2025-03-08"),
    ("2025-03-01", "2025-03-31"),
    ("2025-01-01", "2025-12-31"),
)
_COUNTS = st.one_of(
    st.tuples(st.integers(0, 5000), st.integers(0, 50), st.booleans()).map(
        lambda n: (n[0], n[0], None if n[2] else n[0] + n[1], "number")
    ),
    st.integers(0, 5000).map(lambda n: (None, n, n, "number")),  # up to n
    st.just((24, None, None, "vague")),
    st.just((None, None, None, "bare")),
)
_PREC = {None: 1, "2025-03-08": 2, "2025-03-31": 4, "2025-12-31": 5}


@st.composite
def holdings(draw, profile=None):
    """Draw up to three incidents of up to five claims each, reconciled under a profile."""
    claims, incidents, reports = [], [], []
    for number in range(draw(st.integers(0, 4))):
        outlet = draw(st.sampled_from(("Wire", "Herald", None, *HOSTILE)))
        report = make_report(
            f"Report {number}.",
            outlet=outlet,
            title=draw(st.sampled_from((None, *HOSTILE))),
            published=draw(st.sampled_from((None, "2025-03-07", "2025-03-09"))),
        )
        reports.append(report)
        told = [_claim(draw, report, number * 10 + n, first=n == 0) for n in range(draw(st.integers(1, 5)))]
        claims += told
        incidents.append(make_incident_of(f"i-{number:04x}{'0' * 12}", told))
    reviewed = draw(st.sets(st.sampled_from([c.id for c in claims]))) if claims else set()
    return make_holdings(
        incidents, claims, reports, profile=profile or draw(st.sampled_from(PROFILES)), reviewed=reviewed
    )


def _claim(draw, report, at, *, first):
    # the first claim gives the incident its place and days: mostly such that every format can take it
    usual = first and draw(st.integers(0, 4)) > 0
    low, best, high, kind = draw(_COUNTS)
    klass = draw(st.sampled_from(("civilian", "combatant", "mixed", "unknown")))
    side = draw(st.sampled_from(_SIDES)) if klass == "combatant" else None
    doer = draw(st.sampled_from(_DOERS))
    day, end = draw(st.sampled_from(_DAYS[1:] if usual else _DAYS))
    source = draw(
        st.sampled_from(
            (
                None,
                make_source("Observatory", "monitor"),
                make_source("local sources", "unnamed"),
                make_source("the ministry", "party", party="syria-transitional"),
            )
        )
    )
    return make_claim(
        report,
        low=low,
        best=best,
        high=high,
        count_kind=kind,
        count_words=f"count {at}",
        at=at,
        klass=klass,
        harm="killed"
        if usual
        else draw(st.sampled_from(("killed", "killed", "killed", "wounded", "captured", "displaced", "casualties"))),
        side=side[0] if side else None,
        side_id=side[1] if side else None,
        perpetrator=doer[0] if doer else None,
        perpetrator_id=doer[1] if doer else None,
        means=draw(
            st.sampled_from((None, "clash", "airstrike", "bombing", "execution", "abduction", "arrest", "other"))
        ),
        place=draw(st.sampled_from(_PLACES[1:-1] if usual else _PLACES)),
        day=day,
        end=end,
        prec=_PREC[end],
        source=source,
        scope=draw(st.sampled_from(("incident", "incident", "period"))),
        status=draw(st.sampled_from(("stated", "hedged", "denied", "unverified"))),
    )
