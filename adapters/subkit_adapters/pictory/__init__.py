"""Pictory's transcription: the finished job, its webhook, or the transcript alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit_adapters.pictory.recognition import recognised
from subkit_adapters.pictory.result import result

if TYPE_CHECKING:
    from subkit.adapter import Job
    from subkit.model import Transcript
    from subkit.payload import Payload


class Pictory:
    """Reads what ``GET /v1/jobs/{jobid}`` answers; see `subkit.adapter.Adapter`."""

    name = "pictory"
    title = "Pictory"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a Pictory job or transcript."""
        return recognised(payload.outline)

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        return result(payload, self.name, strict=strict, language=language)


adapter = Pictory()
