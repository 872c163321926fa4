"""Who was first, who copied whom, who was silent: the chain of an incident on the screen.

In: ``View``. Out: lines on stdout; nothing where there is nothing to tell.

Example: ``show_chain(look(ledger, "i-7f3a"))``
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from according.cli.screen import flat, say
from according.phrasing import ends, plural
from according.records import ChainEdge, ChainNode, Total, TotalWord
from according.views import View

_COPIES = 12  # told on the screen; --json has them all
_TOTALS, _WORDS, _DAYS = 8, 12, 6


def show_chain(view: View) -> None:
    """Print who was first, who copied whom with the shared words, and which sides were silent."""
    nodes = {node.id: node for node in view.chain.nodes}
    copies = [edge for edge in view.chain.edges if edge.how in ("copies", "reruns")]
    if view.chain.first:
        first = ", ".join(flat(nodes[name].name) for name in view.chain.first)
        say(f"First, on {view.chain.first_day}: {first}")
    for edge in copies[:_COPIES]:
        say(_copy_line(edge, nodes))
    if len(copies) > _COPIES:
        say(f"and {plural(len(copies) - _COPIES, 'more copy', 'more copies')}: --json has them all")
    for row in view.silent:
        say(f"Silent: {flat(row.name)}: {row.why}")
    if view.chain.first or copies or view.silent:
        say()


def show_totals(found: Sequence[Total]) -> None:
    """Print each total that covers the incident, as it grew, beside the sum of the incidents that it covers."""
    for total in found[:_TOTALS]:
        grew = ", ".join(f"{ends(w.low, w.high)} ({w.day or 'no date'})" for w in total.words[:_WORDS])
        more = f" and {len(total.words) - _WORDS} more" if len(total.words) > _WORDS else ""
        say(f"Total since {total.start}: {total.harm.value} {total.klass.value}, {flat(total.source)} "
            f"in {plural(len(total.reports), 'report')}: {grew}{more}; "
            f"{plural(len(total.covers), 'incident')} of these days add up to {ends(total.sum_low, total.sum_high)}")
    if len(found) > _TOTALS:
        say(f"and {plural(len(found) - _TOTALS, 'more total')}")
    _show_days(found)


def _show_days(found: Sequence[Total]) -> None:
    """Print on which days totals were printed by several reports: of how many origins, and through whom each came."""
    days: dict[tuple[str, str, str], list[tuple[str, TotalWord]]] = defaultdict(list)
    for total in found:
        for word in total.words:
            if word.day:
                days[word.day, total.harm.value, total.klass.value].append((total.source, word))
    several = [(day, rows) for day, rows in sorted(days.items()) if len({word.report for _, word in rows}) > 1]
    for (day, harm, klass), rows in several[:_DAYS]:
        # an outlet that names nobody may have it from any of the others (method.md, "From claims to origins")
        own = {source for source, word in rows if source == word.chain[-1]}
        sure = len({source for source, _ in rows} - own)
        say(f"Totals of {day}: {harm} {klass}, {plural(len({word.report for _, word in rows}), 'report')}, "
            f"{plural(sure, 'independent origin')}{f', {len(own)} more of unknown independence' if own else ''}")
        for line in dict.fromkeys(f"  {' > '.join(flat(name) for name in dict.fromkeys((source, *word.chain)))}"
                                  for source, word in sorted(rows, key=lambda row: (row[0], row[1].chain))):
            say(line)
    if len(several) > _DAYS:
        say(f"and {plural(len(several) - _DAYS, 'more day')}")


def _copy_line(edge: ChainEdge, nodes: dict[str, ChainNode]) -> str:
    old, new = nodes[edge.start], nodes[edge.end]
    how = "prints again its own text of" if edge.how == "reruns" else f"prints the text of {flat(old.name)} of"
    credit = ", without credit" if edge.how == "copies" and not edge.credited else ""
    share = f"{edge.share or 0.0:.0%} of its runs of five words"
    return f'Copy: {flat(new.name)} {how} {old.day or "no date"} ({share}{credit}): "{flat(edge.words or "")}"'
