"""Verbit's transcripts: the Transcript JSON of finished jobs, the responses of its streaming service, job information."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit_adapters.verbit import document, job, stream
from subkit_adapters.verbit.recognition import Form, form_of

if TYPE_CHECKING:
    from subkit.adapter import Job
    from subkit.model import Transcript
    from subkit.payload import Payload


class Verbit:
    """Reads the post-production API's JSON and the streaming service's responses; see `subkit.adapter.Adapter`."""

    name = "verbit"
    title = "Verbit"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a Verbit transcript, stream or job."""
        return form_of(payload.outline) is not None

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        match form_of(payload.outline):
            case Form.JOB:
                return job.job_of(payload, self.name, strict=strict)
            case Form.STREAM:
                return stream.transcript_of(payload, self.name, strict=strict, language=language)
            case _:
                return document.transcript_of(payload, self.name, strict=strict, language=language)


adapter = Verbit()
