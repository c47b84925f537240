"""Pictory's transcription: the finished job, its webhook, or the transcript alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit_adapters.pictory.recognition import recognised
from subkit_adapters.pictory.result import result
from subkit_adapters.pictory.webhook import ANSWER, LIMIT, notice

if TYPE_CHECKING:
    from subkit.adapter import Job, Notice
    from subkit.model import Transcript
    from subkit.payload import Payload


class Pictory:
    """Reads what ``GET /v1/jobs/{jobid}`` answers; see `subkit.adapter.Adapter`."""

    name = "pictory"
    title = "Pictory"
    webhook_limit = LIMIT
    webhook_answer = ANSWER

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

    def notice(self, content_type: str, body: bytes) -> Notice | None:
        """What a call of the webhook says; see `subkit.adapter.WebhookAdapter`."""
        return notice(content_type, body)


adapter = Pictory()
