"""Names that outlive re-joining."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from according.identity import incident_key, incident_name
from according.naming import name_incidents
from according.records import Incident
from claim_factory import make_when


def incident(*claims: str) -> Incident:
    return Incident(
        name=incident_name(min(claims)),
        key=incident_key(claims),
        claims=tuple(sorted(claims)),
        reports=("r-1",),
        place=None,
        when=make_when(None),
        means=None,
        links=(),
        pending=(),
    )


def named(incidents: list[Incident], previous: dict[str, str], ages: dict[str, int]) -> dict[str, tuple[str, ...]]:
    return {i.name: i.claims for i in name_incidents(incidents, previous=previous, ages=ages).incidents}


def test_a_new_incident_is_named_after_its_first_claim() -> None:
    naming = name_incidents([incident("c-1", "c-2")])
    assert naming.incidents[0].name == incident_name("c-1")
    assert naming.redirects == ()


def test_an_incident_that_grows_keeps_its_name() -> None:
    assert named([incident("c-0", "c-1", "c-2")], {"c-1": "i-old", "c-2": "i-old"}, {"i-old": 1}) == {
        "i-old": ("c-0", "c-1", "c-2")
    }


def test_of_a_split_the_larger_part_keeps_the_name() -> None:
    previous = dict.fromkeys(("c-1", "c-2", "c-3"), "i-old")
    found = named([incident("c-1"), incident("c-2", "c-3")], previous, {"i-old": 1})
    assert found["i-old"] == ("c-2", "c-3")
    assert len(found) == 2


def test_a_merge_keeps_the_older_name_and_redirects_the_other() -> None:
    naming = name_incidents(
        [incident("c-1", "c-2", "c-3")], previous={"c-1": "i-b", "c-2": "i-a", "c-3": "i-a"}, ages={"i-b": 1, "i-a": 2}
    )
    assert naming.incidents[0].name == "i-b"
    assert naming.redirects == (("i-a", "i-b"),)


def test_a_name_that_was_ever_given_is_not_given_to_another() -> None:
    # c-1 went over to another incident; what is left over may not take the name made of c-1
    old = incident_name("c-1")
    naming = name_incidents(
        [incident("c-1", "c-9"), incident("c-2", "c-3")],
        previous={"c-1": old, "c-2": old, "c-3": old, "c-9": "i-z"},
        ages={old: 1, "i-z": 2},
    )
    by_claims = {i.claims: i.name for i in naming.incidents}
    assert by_claims["c-2", "c-3"] == old
    assert by_claims["c-1", "c-9"] == "i-z"


CLAIMS = [f"c-{n}" for n in range(8)]


@given(st.lists(st.integers(0, 3), min_size=8, max_size=8), st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_names_are_unique_kept_by_most_and_redirects_lead_somewhere(before: list[int], after: list[int]) -> None:
    previous = {c: f"i-{n}" for c, n in zip(CLAIMS, before, strict=True)}
    ages = {f"i-{n}": n for n in range(4)}
    groups: dict[int, list[str]] = {}
    for claim, n in zip(CLAIMS, after, strict=True):
        groups.setdefault(n, []).append(claim)
    naming = name_incidents([incident(*g) for g in groups.values()], previous=previous, ages=ages)
    names = [i.name for i in naming.incidents]
    assert len(set(names)) == len(names) == len(groups)
    assert set(previous.values()) <= set(names) | {old for old, _ in naming.redirects}
    assert all(new in names and old not in names for old, new in naming.redirects)
    leads = dict(naming.redirects)
    for row in naming.incidents:
        for name in set(previous.values()):
            members = [c for c in CLAIMS if previous[c] == name]
            if sum(c in row.claims for c in members) * 2 > len(members):
                assert leads.get(name, name) == row.name
    assert (
        name_incidents(
            naming.incidents, previous={c: i.name for i in naming.incidents for c in i.claims}, ages=ages
        ).incidents
        == naming.incidents
    )
