"""Which acts belong to an incident."""

from __future__ import annotations

from according.link.incident import make_incident
from according.ties import acts_of
from claim_factory import make_act, make_claim, make_report

REPORT = make_report("Eight died in Homs. A curfew was imposed. Far away there were clashes.")
HOMS, OTHER = make_claim(REPORT, low=8), make_claim(REPORT, low=2, at=60)
THIRD = make_claim(REPORT, low=3, at=70)
CURFEW = make_act(REPORT, beside=[HOMS.id])
CLASHES = make_act(REPORT, kind="attack", form="clash", words="clashes", at=50)


def test_an_act_is_of_the_incidents_of_the_claims_that_it_is_told_with() -> None:
    first = make_incident([HOMS], reports={REPORT.id: REPORT}, links=())
    second = make_incident([OTHER], reports={REPORT.id: REPORT}, links=())
    assert acts_of(first, [CURFEW, CLASHES], claims=[HOMS, OTHER]) == (CURFEW,)
    assert acts_of(second, [CURFEW, CLASHES], claims=[HOMS, OTHER]) == ()


def test_what_is_told_with_no_claim_goes_with_the_incident_that_its_report_is_mostly_of() -> None:
    main = make_incident([HOMS, OTHER], reports={REPORT.id: REPORT}, links=())
    assert acts_of(main, [CLASHES, CURFEW], claims=[HOMS, OTHER, THIRD]) == (CURFEW, CLASHES)
    part = make_incident([THIRD], reports={REPORT.id: REPORT}, links=())
    assert acts_of(part, [CLASHES], claims=[HOMS, OTHER, THIRD]) == ()
