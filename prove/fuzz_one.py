"""Fuzz one target for a fixed time, guided by the code that each input reaches (atheris, on Linux).

In: target, seconds, seed, folder of inputs to begin with and to add to, folder for what breaks. Out: libFuzzer's own
report on standard error; exit 0 where nothing broke.

Example: ``python -m prove.fuzz_one count 60 1 /tmp/inputs /tmp/crashes``
"""

from __future__ import annotations

import sys
from importlib import import_module


def main(name: str, seconds: str, seed: str, inputs: str, crashes: str) -> None:
    """Fuzz."""
    import atheris  # imported here: it is there on Linux alone

    fuzzed = {"count": ("according.extract", "according.books.numbers"),
              "date": ("according.books.dates", "according.resolve.when", "according.resolve.when_interval"),
              "attribution": ("according.extract", "according.clean", "according.split"),
              "feed": ("according.collect.feed", "according.charset"),
              "archive": ("according.collect", "according.charset")}
    with atheris.instrument_imports(include=list(fuzzed[name])):
        targets = import_module("prove.fuzz_targets")
    targets.unconfined()
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=2048", "-timeout=10",
                   "-rss_limit_mb=1024", f"-artifact_prefix={crashes}/", "-print_final_stats=1", inputs],
                  targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
