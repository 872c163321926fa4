"""Adding: the form, and how far a job has come.

In: a ``Job``, its new reports and their incidents. Out: ``Add``, ``Progress``.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.phrasing import heading, plural
from according.records import Incident, Report
from according.web.adding import Job
from according.web.compose.report import report_heading
from according.web.links import address_of
from according.web.pages import Add, Progress
from according.web.parts import Frame

_STATES = {"waiting": "waiting for its turn", "reading": "reading", "joining": "joining claims into incidents",
           "done": "done"}


def make_add(frame: Frame, *, most: int, endings: Sequence[str]) -> Add:
    """Return the form."""
    return Add(frame=frame, most=f"{most // 1_000_000:,} MB", endings=",".join(endings))


def make_job(frame: Frame, job: Job, *, reports: Sequence[Report], incidents: Sequence[Incident]) -> Progress:
    """Return how far a job has come, and what was new when it is done."""
    told = (f"{plural(job.read, 'report')} read: {len(job.new):,} new, {job.known:,} known already; "
            f"{plural(len(job.failures), 'source')} refused")
    return Progress(
        frame=frame, running=job.state != "done", state=_STATES[job.state], names=job.names, tally=told,
        claims=plural(job.claims, "new claim"), failures=job.failures,
        reports=tuple((report_heading(r), r.outlet or "outlet not known", address_of("reports", r.id))
                      for r in reports),
        incidents=tuple((heading(i), address_of("incidents", i.name)) for i in incidents))
