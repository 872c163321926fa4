"""The tables, nothing else: the chain, and below it what is derived from the chain.

In: nothing. Out: SQLAlchemy Core tables that are the same on SQLite and PostgreSQL. Their first shape is made by
``migrations.m001_first_tables``; a change here needs a new migration.

Example: ``select(ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)`` is the head of the chain.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

# Bytewise order on both engines: PostgreSQL would else sort by the language of the server, and pages by key would tear.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
_SEQ = BigInteger().with_variant(Integer, "sqlite")

METADATA = MetaData()

MIGRATIONS = Table(
    "migrations", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", _TEXT, nullable=False),
    Column("applied", _TEXT, nullable=False),
)

# --- the chain: rows are added and never changed -----------------------------------------------------

ENTRIES = Table(
    "entries", METADATA,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("kind", _TEXT, nullable=False),
    Column("key", _TEXT, nullable=False),
    Column("payload", _TEXT, nullable=False),  # JSON as text: readable in any database shell
    Column("recorded", _TEXT, nullable=False),
    Column("previous", _TEXT, nullable=False),
    Column("hash", _TEXT, nullable=False),
    Index("entries_by_key", "kind", "key", "seq"),
)

# --- indexes over the chain: dropped and rebuilt to the same bytes by `rebuild` ---------------------------

REPORTS = Table(
    "reports", METADATA,
    Column("id", _TEXT, primary_key=True),
    Column("entry", _SEQ, nullable=False),  # the report's record that stands
    Column("reading", _SEQ),  # the entry of its live reading
    Column("reader", _TEXT),
    Column("acts", Integer),  # how many its live reading has; NULL: they were not looked for
    Column("outlet", _TEXT),
    Column("published", _TEXT),
    Column("title", _TEXT),
)

CLAIMS = Table(
    "claims", METADATA,
    Column("reading", _SEQ, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", _TEXT, nullable=False),
    Column("report", _TEXT, nullable=False),
    Column("retired", _SEQ),  # the entry that retired its reading; NULL: live
    Column("harm", _TEXT),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("start_day", _TEXT),
    Column("end_day", _TEXT),
    Column("lat", Float(53)),
    Column("lon", Float(53)),
    Column("country", _TEXT),
    Column("adm1", _TEXT),
    Column("source", _TEXT),
    Column("payload", _TEXT, nullable=False),  # the claim, to the letter as it stands in its reading
    Index("claims_by_id", "id"),
    Index("claims_by_report", "report", "reading", "position"),
    Index("claims_by_day", "start_day", "country"),
)

ACTS = Table(
    "acts", METADATA,
    Column("reading", _SEQ, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", _TEXT, nullable=False),
    Column("report", _TEXT, nullable=False),
    Column("retired", _SEQ),  # the entry that retired its reading; NULL: live
    Column("kind", _TEXT, nullable=False),
    Column("form", _TEXT, nullable=False),
    Column("payload", _TEXT, nullable=False),  # the act, to the letter as it stands in its reading
    Index("acts_by_id", "id"),
    Index("acts_by_report", "report", "reading", "position"),
)

CAPTURES = Table(
    "captures", METADATA,
    Column("id", _TEXT, primary_key=True),
    Column("entry", _SEQ, nullable=False),
    Column("page", _TEXT, nullable=False),  # the address at which it landed, as one page is told from others
    Column("asked", _TEXT, nullable=False),  # the address that was asked, likewise
    Column("at", _TEXT, nullable=False),
    Column("status", Integer),
    Index("captures_by_page", "page", "at"),
    Index("captures_by_asked", "asked", "at"),
)

CAPTURED = Table(
    "captured", METADATA,
    Column("capture", _TEXT, primary_key=True),
    Column("report", _TEXT, primary_key=True),
    Index("captured_by_report", "report"),
)

NAMES = Table(
    "names", METADATA,
    Column("name", _TEXT, primary_key=True),
    Column("born", _SEQ, nullable=False),  # the entry that first gave it: the smaller, the older
    Column("leads_to", _TEXT),  # the name that it redirects to
)

BEARERS = Table(
    "bearers", METADATA,
    Column("claim", _TEXT, primary_key=True),
    Column("name", _TEXT, nullable=False),  # the name of the incident that last held the claim
    Column("first", _TEXT, nullable=False),  # the name of the first that did
    Index("bearers_by_name", "name"),
)

# --- what `settle` makes of the claims: dropped by `rebuild`, made again by the next settle ---------------

MARKS = Table(
    "marks", METADATA,
    Column("name", _TEXT, primary_key=True),
    # "versions": a sum over what later captures set aside
    # "settled", "named": the last fact and the last naming that incidents take in; "incidents", "figures", "claims":
    # how many there are; "recipe": of the rules that joined them, where the next settle may build upon this one;
    # "joining": the sum over the tables of accounts, "seal": over the other marks (see ``sums``)
    # "summaries": how many there are, "telling": the sum over them, "told": of the rules that made them
    Column("value", _SEQ, nullable=False),
)

INCIDENTS = Table(
    "incidents", METADATA,
    Column("name", _TEXT, primary_key=True),
    Column("key", _TEXT, nullable=False),
    Column("day", _TEXT, nullable=False),  # its first possible day; where none is known one that sorts after all
    Column("end_day", _TEXT),
    Column("lat", Float(53)),
    Column("lon", Float(53)),
    Column("country", _TEXT),
    Column("means", _TEXT),
    Column("payload", _TEXT, nullable=False),
    Column("seal", _TEXT, nullable=False),  # hash over its payload, its figures and its origins
    Index("incidents_by_key", "key", unique=True),
    Index("incidents_by_day", "day", "key", "end_day"),  # its end, too: what happened in some days is found in it alone
)

MEMBERS = Table(
    "members", METADATA,
    Column("claim", _TEXT, primary_key=True),  # a claim is in one incident
    Column("incident", _TEXT, ForeignKey("incidents.name", ondelete="CASCADE"), nullable=False),
    Index("members_by_incident", "incident"),
)

FIGURES = Table(
    "figures", METADATA,
    Column("incident", _TEXT, ForeignKey("incidents.name", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("profile", _TEXT, nullable=False),
    Column("harm", _TEXT, nullable=False),
    Column("klass", _TEXT, nullable=False),
    Column("side", _TEXT),
    Column("low", BigInteger),
    Column("best", BigInteger),
    Column("high", BigInteger),
    Column("payload", _TEXT, nullable=False),
)

ORIGINS = Table(
    "origins", METADATA,
    Column("incident", _TEXT, ForeignKey("incidents.name", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", _TEXT, nullable=False),
    Column("payload", _TEXT, nullable=False),
)

SUMMARIES = Table(
    "summaries", METADATA,
    Column("name", _TEXT, ForeignKey("incidents.name", ondelete="CASCADE"), primary_key=True),
    Column("day", _TEXT, nullable=False),  # with the key: the order of the incidents
    Column("key", _TEXT, nullable=False),
    Column("sketch", _TEXT, nullable=False),  # JSON: what filters, orders and charts ask
    Column("payload", _TEXT, nullable=False),  # JSON: what a row of a list says beside its figures
    Column("voices", _TEXT, nullable=False),  # JSON: who speaks of it, who publishes on it
    Column("tasks", _TEXT, nullable=False),  # JSON: what of it is worth a look
    Column("text", _TEXT, nullable=False),  # titles and evidence, folded: words are looked for here
    Column("seal", _SEQ, nullable=False),  # the sum of the row's other cells (see ``sums``)
    Index("summaries_by_day", "day", "key", "name", "seal"),
)

ACCOUNTS = Table(
    "accounts", METADATA,
    Column("report", _TEXT, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("payload", _TEXT, nullable=False),
)

TELLINGS = Table(
    "tellings", METADATA,
    Column("head", _TEXT, primary_key=True),  # its first claim
    Column("report", _TEXT, nullable=False),
    Column("piece", _TEXT, nullable=False),  # tellings that may be of one incident have the same
    Index("tellings_by_report", "report"),
    Index("tellings_by_piece", "piece"),
)

BLOCKS = Table(
    "blocks", METADATA,
    Column("block", _TEXT, primary_key=True),
    Column("report", _TEXT, primary_key=True),
    Index("blocks_by_report", "report"),
)

PASSED = Table(
    "passed", METADATA,
    Column("report", _TEXT, primary_key=True),
    Column("kind", _TEXT, nullable=False),
    Column("stands", _TEXT),
    Column("since", _TEXT, nullable=False),
    Column("reason", _TEXT, nullable=False),
)

RESTATED = Table(
    "restated", METADATA,
    Column("claim", _TEXT, primary_key=True),
    Column("report", _TEXT, nullable=False),
    Column("heir", _TEXT, nullable=False),  # the claim that says it anew in the version of the page that stands
    Index("restated_by_report", "report"),
    Index("restated_by_heir", "heir"),
)

# --- what `watch` keeps in mind: no facts, neither dropped by `rebuild` nor part of the chain ----------------

JOBS = Table(
    "jobs", METADATA,
    Column("key", _TEXT, primary_key=True),  # the hash of the address
    Column("address", _TEXT, nullable=False),
    Column("kind", _TEXT, nullable=False),
    Column("host", _TEXT, nullable=False),
    Column("since", _TEXT, nullable=False),
    Column("feed", _TEXT),
    Column("state", _TEXT, nullable=False),
    Column("due", _TEXT),
    Column("tries", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("at", _TEXT),
    Column("landed", _TEXT),
    Column("etag", _TEXT),
    Column("modified", _TEXT),
    Column("sha256", _TEXT),
    Column("stamp", _TEXT),
    Column("published", _TEXT),
    Column("reports", _TEXT, nullable=False),  # ids, a space between
    Column("reason", _TEXT),
    Index("jobs_by_due", "host", "due", "state"),
    Index("jobs_by_state", "state", "due"),
)

HOSTS = Table(
    "hosts", METADATA,
    Column("name", _TEXT, primary_key=True),
    Column("free", _TEXT),
    Column("failures", Integer, nullable=False),
    Column("reason", _TEXT),
)

ROBOTS = Table(
    "robots", METADATA,
    Column("place", _TEXT, primary_key=True),
    Column("at", _TEXT, nullable=False),
    Column("text", _TEXT, nullable=False),
)

INDEXES = (REPORTS, CLAIMS, ACTS, CAPTURES, CAPTURED, NAMES, BEARERS)  # made of the chain alone
# made by a settle; in the order in which they may be emptied
SETTLED = (FIGURES, ORIGINS, MEMBERS, SUMMARIES, INCIDENTS, ACCOUNTS, TELLINGS, BLOCKS, PASSED, RESTATED, MARKS)
