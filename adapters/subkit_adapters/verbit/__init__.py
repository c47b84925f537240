"""Verbit's transcripts: the JSON of finished jobs, the responses of its streaming service; and the service itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit_adapters.verbit import document, job, stream
from subkit_adapters.verbit.recognition import Form, form_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.adapter import Credentials, Job, Notice, Offer
    from subkit.model import Transcript
    from subkit.payload import Payload
    from subkit_adapters.verbit.online import VerbitOnline
    from subkit_adapters.verbit.options import VerbitOptions


class Verbit:
    """Reads the post-production API's JSON and the streaming service's responses, and works online.

    See `subkit.adapter.Adapter`, `subkit.adapter.JobAdapter` and `subkit.adapter.WebhookAdapter`.
    """

    name = "verbit"
    title = "Verbit"
    secrets = ("token", "key", "bearer")
    hosts = ("*.verbit.co",)

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

    @property
    def options(self) -> type[VerbitOptions]:
        """What a job may be given; see `subkit.adapter.JobAdapter`."""
        from subkit_adapters.verbit.options import VerbitOptions  # noqa: PLC0415 - only who works online waits for it

        return VerbitOptions

    @property
    def webhook_limit(self) -> int:
        """The most bytes of a call; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.verbit import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.LIMIT

    @property
    def webhook_answer(self) -> bytes:
        """What the provider takes for success; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.verbit import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.ANSWER

    def online(self, credentials: Credentials, base: str | None = None) -> VerbitOnline:
        """The service; see `subkit.adapter.JobAdapter`."""
        from subkit_adapters.verbit.online import VerbitOnline  # noqa: PLC0415 - only who works online waits for it

        return VerbitOnline(credentials, base)

    def offers(self) -> Mapping[str, Offer]:
        """What else the service can be asked; see `subkit.adapter.Offer`."""
        from subkit_adapters.verbit.offers import OFFERS  # noqa: PLC0415 - only who works online waits for it

        return OFFERS

    def notice(self, content_type: str, body: bytes) -> Notice | None:
        """What a call of the webhook says; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.verbit import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.notice(content_type, body)


adapter = Verbit()
