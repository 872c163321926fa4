"""What stands around every page.

In: the bench and who asks. Out: a ``Frame``.
"""

from __future__ import annotations

from according.ledger.base import head_text
from according.web.access import User
from according.web.parts import Frame
from according.web.state import Bench


def make_frame(bench: Bench, user: User, *, title: str, here: str = "") -> Frame:
    """Return the frame of a page.

    Args:
        bench: what the workbench holds.
        user: who asks.
        title: of the page.
        here: the entry of the navigation that is this page's.
    """
    return Frame(
        title=title, here=here, user=user.name, role=user.role, asks=bench.serving.access.asks,
        read_only=bench.serving.read_only, ledger=bench.serving.name, head=head_text(bench.ledger.head()),
        busy=bench.settler.busy, trouble=bench.settler.trouble)
