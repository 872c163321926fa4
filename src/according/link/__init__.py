"""Claims and judgements to incidents: block, score, cluster.

In: claims of any number of reports, the reports, and what people judged. Out: incidents that partition the claims of
scope ``incident`` and ``background``, each with the shares of the features that joined it. The same whatever the order
in which anything comes.

Example::

    for incident in link(claims, reports=reports, judgements=judgements):
        incident.claims, incident.links[0].shares

Source: method.md, "Joining claims into incidents". First the claims of one report are grouped into its tellings of
each incident (``within.py``), then tellings of different reports are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.books.weights import Weights
from according.link.between import Between, between
from according.link.joining import Joined, Past, join_all, join_fresh
from according.link.keep import recipe, unpack
from according.link.rulings import entangled
from according.link.why import explain
from according.records import Claim, Incident, Judgement, Report

__all__ = [
    "Between", "Joined", "Past", "between", "entangled", "explain", "join_all", "join_fresh", "link", "recipe",
    "unpack",
]


def link(claims: Iterable[Claim], *, reports: Mapping[str, Report], judgements: Iterable[Judgement] = (),
         weights: Weights | None = None) -> tuple[Incident, ...]:
    """Join claims into incidents.

    Args:
        claims: claims of any scope; those of scope period and cumulative are passed over.
        reports: the reports of the claims, by id.
        judgements: all judgements; only same, different and undo matter here.
        weights: the table of weights; by default the one that ships with the package.

    Returns:
        Incidents in the order of their names, each named after its first claim (naming.py keeps older names).
    """
    return join_all(claims, reports=reports, judgements=judgements, weights=weights).incidents
