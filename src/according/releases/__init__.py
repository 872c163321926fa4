"""One release set against the last: what was added, changed, merged and withdrawn.

In: two releases, each a file that ``according export`` wrote or what a ledger holds. Out: ``Changes``, and the
tombstones of what is gone, so that whoever keeps a copy knows what to take out of it.

Example: ``compare_releases(read_release(old), release_of(holdings), redirects=holdings.redirects).gone``
"""

from __future__ import annotations

from according.releases.changes import Change, Changes, Release, compare_releases
from according.releases.read import read_release, release_of

__all__ = ["Change", "Changes", "Release", "compare_releases", "read_release", "release_of"]
