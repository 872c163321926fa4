"""Articles that try to run something in whoever looks at them: in each field, and in the words of their claims.

In: nothing. Out: reports as JSON lines, and what may never be found in a page.

Example: ``write_hostile(tmp_path / "hostile.jsonl")``
"""

from __future__ import annotations

import json
from pathlib import Path

TRIES = (
    "<script>window.taken=1</script>",
    "<img src=x onerror=\"window.taken=1\">",
    "<svg onload=window.taken=1></svg>",
    "\"><script>window.taken=1</script>",
    "' autofocus onfocus=window.taken=1 x='",
    "<a href=\"javascript:window.taken=1\">press</a>",
    "</title><script>window.taken=1</script>",
    "</textarea><script>window.taken=1</script>",
    "{{ 7 * 7 }}${7*7}<%= 7*7 %>",
    "<iframe srcdoc=\"<script>top.taken=1</script>\"></iframe>",
    "<style>*{display:none}</style>",
    "<form action=https://example.org/><button>x</button></form>",
    "]]><!--<meta http-equiv=refresh content=0;url=https://example.org/>",
)


def write_hostile(path: Path) -> Path:
    """Write the reports: each tries one thing in its title, outlet, address, text, source, place and victims."""
    with path.open("w", encoding="utf-8") as out:
        for number, attack in enumerate(TRIES):
            text = (f"At least {12 + number} people were killed in Homs in Syria on Thursday, the {attack} Observatory "
                    f"said. Seven {attack} fighters were wounded near {attack} Latakia, {attack} told the agency. "
                    f"“{attack}” said Colonel {attack}. A curfew until Friday was imposed in Homs by {attack}.")
            out.write(json.dumps({
                "id": f"hostile-{number}{attack}", "title": f"Killed in Homs {attack}", "outlet": f"Wire {attack}",
                "published": "2025-03-07", "url": f"javascript:window.taken=1//{number}", "lang": "en",
                "text": text}) + "\n")
    return path
