"""Whole archives into the ledger: cut into shards, read by many, posted by one.

In: WARC and WARC.gz files. Out: a ledger that holds what adding them one by one would have made it hold, byte for byte
but for the times of recording.

| step | module |
| --- | --- |
| archives are cut into shards | ``plan`` |
| a shard is read, each document confined | ``shard``, ``confined`` |
| shards are handed to processes, or to tasks of Ray | ``pool``, ``ray_pool`` |
| readings wait, manifests stay | ``work`` |
| readings are posted in order | ``run`` |
| it is told what was done | ``summary`` |

Example::

    job = make_job(settings, reader="patterns", today="2026-11-26")
    work = open_work(Path("backfill"))
    with open_ledger("ledger.sqlite") as ledger, ProcessPool(job, workers=2) as pool:
        for told in run(plan(archives(["a.warc.gz"]), job=job, folder=work.folder, documents=1_000),
                        pool=pool, work=work, ledger=ledger):
            ...
        settle(ledger)
"""

from __future__ import annotations

import importlib.metadata
from dataclasses import replace

from according.backfill.confined import OPENERS
from according.backfill.job import Done, Job, Manifest, Shard, Undone
from according.backfill.plan import archives, plan
from according.backfill.pool import Pool, ProcessPool
from according.backfill.run import Posted, run
from according.backfill.shard import read_shard
from according.backfill.summary import Account, Summary
from according.backfill.work import Work, open_work
from according.errors import BadReader
from according.pipeline import open_tools
from according.settings import Settings

__all__ = [
    "Account", "Done", "Job", "Manifest", "Pool", "Posted", "ProcessPool", "Shard", "Summary", "Undone", "Work",
    "archives", "make_job", "open_work", "plan", "read_shard", "run",
]


def make_job(settings: Settings, *, reader: str | None = None, today: str) -> Job:
    """Return what is the same for all documents of a backfill.

    Args:
        settings: the bounds, and the reader where none is named.
        reader: trained or patterns.
        today: YYYY-MM-DD; no report was published after it.

    Raises:
        BadReader: there is no such reader, or it is one that sends sentences away.
    """
    name = reader or settings.reader
    if name not in OPENERS:
        raise BadReader(f"backfill reads with {' or '.join(OPENERS)}, not with {name!r}: a language model is asked "
                        "report by report, by `according add --reader llm`")
    try:
        version = importlib.metadata.version("according")
    except importlib.metadata.PackageNotFoundError:
        version = None
    bare = replace(settings, llm_url=None, llm_key=None, llm_cache=None)  # a key is nothing for other machines
    return Job(reader=name, reader_name=open_tools(settings, reader=name).reader.name, version=version, settings=bare,
               today=today)
