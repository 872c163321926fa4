"""The archive: pages as they came, in a folder of WARC files beside the ledger.

In: captures. Out: where each lies, and captures again. One gzip member a record, a new file at a size, so that every
tool that reads web archives reads these (``according add ARCHIVE`` too). The ledger's chain holds of each capture the
hash of its body; the archive itself proves nothing and can be copied as files.

A record is on the disk before ``keep`` returns. What a crash tore off a record stays behind: the next record begins a
new file, and no file is ever changed but by appending to it.

Example::

    kept = keep(Path("ledger.archive"), capture)
    read_kept(Path("ledger.archive"), kept).body == capture.body
"""

from according.archive.checking import problems, torn
from according.archive.folder import archive_beside
from according.archive.reading import read_kept
from according.archive.writing import keep, moment

__all__ = ["archive_beside", "keep", "moment", "problems", "read_kept", "torn"]
