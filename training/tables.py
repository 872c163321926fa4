"""The tables of the card.

In: tallies. Out: lines of Markdown.

Example: ``table([("patterns", tallies)])``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring import Tally

Found = Mapping[str, Tally]
_ROLES = ("victims class", "scope", "source", "status", "part of", "perpetrator", "time")


def table(rows: Sequence[tuple[str, Found]]) -> list[str]:
    """Return a table with a row a reader: claims (precision, recall, F1) and full, by corpus, and accuracy by role."""
    names = ("reader", "claims P / R / F1", "full", "Syria: claims / full", "South Asia: claims / full", *_ROLES)
    out = [f"| {' | '.join(names)} |", "| --- " * len(names) + "|"]
    for name, found in rows:
        a = found["all"]
        pair = [f"{t.claims:.3f} / {t.whole:.3f}" if t else "" for t in (found.get("fa-kes"), found.get("satp"))]
        cells = [name, f"{a.precision:.3f} / {a.recall:.3f} / {a.claims:.3f}", f"{a.whole:.3f}", *pair]
        out.append(f"| {' | '.join([*cells, *(f'{a.role(r):.3f}' for r in _ROLES)])} |")
    return out


def by_kind(patterns: Found, trained: Found) -> list[str]:
    """Return a table by harm and by outlet."""
    out = [
        "| kind | gold | claims, patterns | claims, trained | full, patterns | full, trained |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for key in sorted(trained, key=lambda k: (k.startswith("outlet"), -trained[k].told)):
        if key.startswith(("harm ", "outlet ")) and trained[key].told >= 15:
            a, b = trained[key], patterns[key]
            name = key.replace("outlet None", "South Asia, no outlet")
            figures = " | ".join(f"{value:.3f}" for value in (b.claims, a.claims, b.whole, a.whole))
            out.append(f"| {name} | {a.told} | {figures} |")
    return out


def errors_by_kind(trained: Found) -> list[str]:
    """Return a table of what is lost where: of matched claims that are not full, what is wrong in them."""
    a = trained["all"]
    out = ["| what is wrong | claims |", "| --- | --- |"]
    out += [f"| missed | {a.told - a.matched} |", f"| read, not in the gold | {a.read - a.matched} |"]
    wrong = [("+".join(kinds), n) for kinds, n in a.wrong.items()]
    return out + [f"| {kinds} | {n} |" for kinds, n in sorted(wrong, key=lambda item: (-item[1], item[0]))]
