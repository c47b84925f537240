"""Pictory's transcription: the finished job, its webhook, or the transcript alone; and the service itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit_adapters.pictory.recognition import recognised
from subkit_adapters.pictory.result import result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.adapter import Credentials, Job, Notice, Offer
    from subkit.model import Transcript
    from subkit.payload import Payload
    from subkit_adapters.pictory.online import PictoryOnline
    from subkit_adapters.pictory.options import Options


class Pictory:
    """Reads what ``GET /v1/jobs/{jobid}`` answers, and works online.

    See `subkit.adapter.Adapter`, `subkit.adapter.JobAdapter` and `subkit.adapter.WebhookAdapter`.
    """

    name = "pictory"
    title = "Pictory"
    secrets = ("key", "client_id", "client_secret", "user")
    hosts = ("*.pictory.ai",)

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

    @property
    def options(self) -> type[Options]:
        """What a job may be given; see `subkit.adapter.JobAdapter`."""
        from subkit_adapters.pictory.options import Options  # noqa: PLC0415 - only who works online waits for it

        return Options

    @property
    def webhook_limit(self) -> int:
        """The most bytes of a call; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.pictory import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.LIMIT

    @property
    def webhook_answer(self) -> bytes:
        """What the provider takes for success; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.pictory import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.ANSWER

    def online(self, credentials: Credentials, base: str | None = None) -> PictoryOnline:
        """The service; see `subkit.adapter.JobAdapter`."""
        from subkit_adapters.pictory.online import PictoryOnline  # noqa: PLC0415  # only who works online waits for it

        return PictoryOnline(credentials, base)

    def offers(self) -> Mapping[str, Offer]:
        """What else the service can be asked; see `subkit.adapter.Offer`."""
        from subkit_adapters.pictory.offers import OFFERS  # noqa: PLC0415 - only who works online waits for it

        return OFFERS

    def notice(self, content_type: str, body: bytes) -> Notice | None:
        """What a call of the webhook says; see `subkit.adapter.WebhookAdapter`."""
        from subkit_adapters.pictory import webhook  # noqa: PLC0415 - only who works online waits for it

        return webhook.notice(content_type, body)


adapter = Pictory()
