"""A job of Pictory in brief: which it is and how it stands, without reading its transcript."""

from __future__ import annotations

import msgspec

from subkit.adapter import State
from subkit.wording import one_line
from subkit_adapters.pictory.job import state_of

_Name = int | str | None


class BriefData(msgspec.Struct):
    """What stands in ``data``."""

    status: str | None = None
    job_id: _Name = None
    job_id_camel: _Name = msgspec.field(default=None, name="jobId")
    transcript: msgspec.Raw = msgspec.Raw()


class Brief(msgspec.Struct):
    """A job as a webhook's body, or as an item of the list.

    The webhook's body is documented by its content alone, "the complete transcript data": taken to be the job's page.
    """

    success: bool | None = None
    job_id: _Name = None
    job_id_camel: _Name = msgspec.field(default=None, name="jobId")
    data: BriefData = msgspec.field(default_factory=BriefData)

    @property
    def id(self) -> str:
        """The job's id, from any of its four places; empty where there is none."""
        named = (self.job_id, self.job_id_camel, self.data.job_id, self.data.job_id_camel)
        return next((one_line(str(name)) for name in named if name is not None and name != ""), "")

    @property
    def state(self) -> State:
        """How it stands: done, too, where there is a transcript and no word of the state."""
        state = state_of(self.data.status, success=self.success)
        heard = bytes(self.data.transcript).startswith(b"[")
        return State.DONE if state is State.UNKNOWN and heard else state
