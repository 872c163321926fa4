"""Two hundred texts that run where a page lets them, and reports that hold one in every field.

Each sets ``window.taken`` (or calls a dialog) if a browser runs it: tags, handlers of events, addresses that run,
breaks out of attributes, titles, comments, scripts and styles, templates, other spellings and letters nobody sees.

Example: ``make_payloads()[0] == "<script>window.taken=1</script>"``
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

_CODE = "window.taken=1"
_TAGS = (
    f"<script>{_CODE}</script>", f"<ScRiPt>{_CODE}</sCrIpT>", f"<script/x>{_CODE}</script >",
    f"<img src=x onerror={_CODE}>", f'<img src="x" onerror="{_CODE}">', f"<img/src=x/onerror={_CODE}>",
    f"<svg onload={_CODE}>", f"<svg><script>{_CODE}</script></svg>", f"<svg><animate onbegin={_CODE} attributeName=x>",
    f"<math><mtext><script>{_CODE}</script></mtext></math>", f"<body onload={_CODE}>",
    f"<details open ontoggle={_CODE}>", f"<video><source onerror={_CODE}></video>", f"<audio src=x onerror={_CODE}>",
    f"<input autofocus onfocus={_CODE}>", f"<select autofocus onfocus={_CODE}>",
    f"<a href=javascript:{_CODE}>press</a>", f"<a href='jav&#x09;ascript:{_CODE}'>x</a>",
    f"<iframe src=javascript:{_CODE}></iframe>", "<iframe srcdoc='<script>top.taken=1</script>'></iframe>",
    f"<object data=javascript:{_CODE}>", f"<embed src=javascript:{_CODE}>",
    f"<form action=javascript:{_CODE}><button>x", f"<button formaction=javascript:{_CODE}>x",
    f"<base href=javascript:{_CODE}//>", "<script>alert(1)</script>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_CODE}'>", "<img src=x onerror=alert(1)>",
    "<link rel=stylesheet href=data:text/css,*{display:none}>", "<style>*{display:none}</style>",
    f"<template><script>{_CODE}</script></template>", f"<noscript><p title='</noscript><img src=x onerror={_CODE}>'>",
    f"<marquee onstart={_CODE}>", f"<xss onpointerover={_CODE} style=display:block>x</xss>", f"javascript:{_CODE}",
    f"data:text/html,<script>{_CODE}</script>", "{{ 7 * 7 }}${7*7}<%= 7*7 %>{% raw %}", "{{ self.__init__ }}",
    f"<a onclick={_CODE} id=incident>x</a>", f"<div hx-get=/x hx-on:load={_CODE} data-drawer>x</div>",
)
_BREAKS = ("", '">', "'>", "</title>", "</textarea>", "</script>", "</style>", "-->", "]]>", "\\\";", "&quot;>",
           "&#x3c;", "\u2028", "\u202e", "%3Cscript%3E", "\uff1c", "</a>", "`", "*/", "\t")
MOST = 200


def make_payloads(most: int = MOST) -> list[str]:
    """Return the texts: every tag, then the tags behind what breaks out of where they may stand."""
    every = (way + tag for way, tag in itertools.product(_BREAKS, _TAGS))
    first = list(itertools.islice(every, len(_TAGS)))
    rest = list(every)
    return [*first, *rest[:: max(1, len(rest) // (MOST - len(first)))]][:most]


def write_reports(path: Path, payloads: list[str]) -> None:
    """Write a report for each text, as JSON lines: it stands in every field, and in the words of every slot."""
    with path.open("w", encoding="utf-8") as out:
        for number, attack in enumerate(payloads):
            text = (f"At least {12 + number} people were killed in Homs in Syria on Thursday, the {attack} Observatory "
                    f"said. Seven {attack} fighters were wounded near {attack} Latakia, {attack} told the agency. "
                    f"“{attack}” said Colonel {attack}. A curfew until Friday was imposed in Homs by {attack}.")
            out.write(json.dumps({
                "id": f"hostile-{number}{attack}", "title": f"Killed in Homs {attack}", "outlet": f"Wire {attack}",
                "published": "2025-03-07", "url": f"https://wire.example/{attack}" if number % 2 else attack,
                "lang": "en", "text": text}) + "\n")
