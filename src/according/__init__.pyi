"""The public names, for type checkers; __init__.py loads the same ones when they are first used."""

from according.errors import (
    AccordingError as AccordingError,
)
from according.errors import (
    BadBook as BadBook,
)
from according.errors import (
    BadInput as BadInput,
)
from according.errors import (
    BadReader as BadReader,
)
from according.errors import (
    BadRequest as BadRequest,
)
from according.errors import (
    Forbidden as Forbidden,
)
from according.errors import (
    LedgerBroken as LedgerBroken,
)
from according.errors import (
    LedgerError as LedgerError,
)
from according.errors import (
    LedgerTooNew as LedgerTooNew,
)
from according.errors import (
    TooLarge as TooLarge,
)
from according.ledger import (
    open_ledger as open_ledger,
)
from according.pipeline import (
    Settlement as Settlement,
)
from according.pipeline import (
    Tools as Tools,
)
from according.pipeline import (
    judge as judge,
)
from according.pipeline import (
    open_tools as open_tools,
)
from according.pipeline import (
    post as post,
)
from according.pipeline import (
    read as read,
)
from according.pipeline import (
    read_report as read_report,
)
from according.pipeline import (
    settle as settle,
)
from according.records import (
    Brief as Brief,
)
from according.records import (
    Claim as Claim,
)
from according.records import (
    Count as Count,
)
from according.records import (
    Figure as Figure,
)
from according.records import (
    Hints as Hints,
)
from according.records import (
    Incident as Incident,
)
from according.records import (
    Judgement as Judgement,
)
from according.records import (
    Means as Means,
)
from according.records import (
    Origin as Origin,
)
from according.records import (
    Page as Page,
)
from according.records import (
    Party as Party,
)
from according.records import (
    Phrase as Phrase,
)
from according.records import (
    Place as Place,
)
from according.records import (
    Reading as Reading,
)
from according.records import (
    Refusal as Refusal,
)
from according.records import (
    Report as Report,
)
from according.records import (
    Source as Source,
)
from according.records import (
    Unresolved as Unresolved,
)
from according.records import (
    Victims as Victims,
)
from according.records import (
    When as When,
)
from according.settings import (
    Settings as Settings,
)
from according.settings import (
    read_settings as read_settings,
)
from according.views import (
    View as View,
)
from according.views import (
    look as look,
)
from according.words import (
    CountKind as CountKind,
)
from according.words import (
    Harm as Harm,
)
from according.words import (
    JudgementKind as JudgementKind,
)
from according.words import (
    MeansType as MeansType,
)
from according.words import (
    Scope as Scope,
)
from according.words import (
    SourceKind as SourceKind,
)
from according.words import (
    Status as Status,
)
from according.words import (
    VictimsClass as VictimsClass,
)
