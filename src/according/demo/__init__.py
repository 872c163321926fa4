"""The demo: 66 short reports on one event, retold for According, that ``make demo`` reads.

In: nothing. Out: the folder that holds them, as any other folder of reports. README.md beside this file says
what they are and where the facts come from.

Example: ``according add $(python -c "from according.demo import demo_folder; print(demo_folder())")``
"""

from __future__ import annotations

from pathlib import Path


def demo_folder() -> Path:
    """Return the folder of the demo's reports, ready to be given to ``read`` or ``add``."""
    return Path(__file__).resolve().parent / "reports"
