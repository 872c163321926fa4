"""Bodies that the API takes, checked at the door.

In: JSON. Out: pydantic models; inside, plain records are used.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class JudgementBody(BaseModel):
    """A decision about a claim, two claims, or an earlier judgement."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: str = Field(description="same, different, confirm, reject, correct, undo", max_length=20)
    subject: str = Field(description="a claim; for undo, a judgement", max_length=40)
    other: str | None = Field(default=None, description="the second claim, for same and different", max_length=40)
    field: str | None = Field(default=None, description="the field that is corrected", max_length=20)
    value: Any = Field(default=None, description="its value as JSON")
    why: str = Field(description="the reason; it is kept", min_length=1, max_length=2000)
    seen: int | None = Field(default=None, ge=0, description="the entry up to which you saw the ledger; what others "
                             "did to the subject since is answered with 409")
