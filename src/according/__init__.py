"""According reads reports on armed conflict and keeps the ledger of who said what.

In: reports. Out: claims, incidents, figures. The public names are the four verbs, what they need, and the records that
they take and give; each is loaded when it is first used, so that importing the package costs nothing.

Example::

    import according

    tools = according.open_tools(according.Settings())
    page = according.Page(kind="text", content=b"...", origin="note.txt")
    for claim in according.read(page, tools=tools, settings=according.Settings()).claims:
        print(claim.harm, claim.count.low, claim.evidence.text)
"""

from __future__ import annotations

import importlib

# name -> the module that holds it; __init__.pyi says the same to type checkers
_HOMES: dict[str, str] = {
    **dict.fromkeys((
        "Settlement", "Tools", "judge", "open_tools", "post", "read", "read_report", "settle",
    ), "according.pipeline"),
    **dict.fromkeys(("View", "look"), "according.views"),
    **dict.fromkeys((
        "AccordingError", "BadBook", "BadInput", "BadReader", "BadRequest", "Forbidden", "LedgerBroken", "LedgerError",
        "LedgerTooNew", "TooLarge",
    ), "according.errors"),
    **dict.fromkeys((
        "Brief", "Claim", "Count", "Figure", "Hints", "Incident", "Judgement", "Means", "Origin", "Page", "Party",
        "Phrase", "Place", "Reading", "Refusal", "Report", "Source", "Unresolved", "Victims", "When",
    ), "according.records"),
    **dict.fromkeys((
        "CountKind", "Harm", "JudgementKind", "MeansType", "Scope", "SourceKind", "Status", "VictimsClass",
    ), "according.words"),
    **dict.fromkeys(("Settings", "read_settings"), "according.settings"),
    "open_ledger": "according.ledger",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'according' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
