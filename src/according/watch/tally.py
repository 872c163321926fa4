"""What a round of watching did, in figures.

In: counts, as they come. Out: one record, for people or as JSON.

Example: ``Tally(requests=12, new=3).line()`` begins "12 requests; 3 new reports".
"""

from __future__ import annotations

from dataclasses import dataclass

from according.phrasing import plural


@dataclass(slots=True, kw_only=True)
class Tally:
    """One round."""

    requests: int = 0  # of pages, lists and robots.txt
    listed: int = 0  # new addresses and files that lists and folders named
    passed_over: int = 0  # of those named: too old, too many, or lists too deep
    empty: int = 0  # entries of feeds with neither address nor text
    looks: int = 0  # whole answers
    unchanged: int = 0  # of these, the same as before
    new: int = 0  # reports that the ledger did not have
    claims: int = 0  # that they brought
    changed: int = 0  # pages that now hold another text than they did
    gone: int = 0  # pages that were taken back
    later: int = 0  # looks without a whole answer, to be tried again
    dead: int = 0  # given up
    disbelieved: int = 0  # dates that lists gave and that were not believed

    def line(self) -> str:
        """Return the round in a line."""
        parts = [plural(self.requests, "request"), plural(self.new, "new report"), plural(self.claims, "claim"),
                 f"{self.changed:,} changed", f"{self.gone:,} taken back", f"{self.unchanged:,} as before",
                 f"{self.later:,} to be tried again", f"{self.dead:,} given up"]
        if self.passed_over:
            parts.append(f"{self.passed_over:,} passed over")
        if self.disbelieved:
            parts.append(plural(self.disbelieved, "date not believed", "dates not believed"))
        return "; ".join(parts)
