"""One request until its answer, redirects included: all of it that does not differ between the two drivers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx

from subkit.errors import ProviderError
from subkit.jobs.body import ENCODINGS, Body
from subkit.jobs.flow import Response
from subkit.jobs.sending import FAULTS, Sending, total_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.jobs.flow import Ask
    from subkit.jobs.uploads import Upload

HOPS = 3
"""How many redirects are followed."""

READING, WRITING, CONNECTING = 30.0, 60.0, 10.0
"""The longest silence in each phase, in seconds."""

_REDIRECTS = {301, 302, 303, 307, 308}


class Exchange:
    """A request, those it is redirected to, and the answer.

    Args:
        ask: the request.
        check: refuses an address by raising `AddressError`; asked before each request.
        upload: the file that is its body.
        left: how many seconds there are for all of it.

    Attributes:
        upload: as given.
        seconds: how long it may take in all.
        sending: how far it is.
        response: the answer; ``None`` until it is whole.
    """

    def __init__(self, ask: Ask, check: Callable[[str], None], upload: Upload | None, left: float) -> None:
        self._ask, self._check = ask, check
        self.upload = upload
        self._url, self._hops = ask.url, 0
        self.seconds = min(left, total_seconds(ask, upload.size if upload else None))
        self.sending = Sending()
        self.response: Response | None = None

    def request(self, client: httpx.Client | httpx.AsyncClient, content: Any, trace: Any) -> httpx.Request:
        """The next request as httpx wants it; credentials only for the host they are meant for.

        Args:
            client: what makes it.
            content: the pieces of the upload.
            trace: what httpx tells how far it is.

        Raises:
            AddressError: it may not be sent there.
            ProviderError: no such request is possible.
        """
        self._check(self._url)
        ask, url = self._ask, self._url
        headers = {"Accept-Encoding": ENCODINGS, "Connection": "close", **ask.headers}
        if self.upload:
            headers["Content-Length"] = str(self.upload.size)
        if _origin(url) == _origin(ask.url):
            headers.update(ask.auth)
        try:
            return client.build_request(
                ask.method,
                url,
                params=dict(ask.params) if url == ask.url and ask.params else None,
                headers=headers,
                json=ask.json,
                data=dict(ask.form) if ask.form is not None else None,
                content=ask.content if content is None else content,
                timeout=httpx.Timeout(READING, write=WRITING, connect=min(CONNECTING, self.seconds)),
                extensions={"trace": trace},
            )
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            reason = f"cannot be sent: {type(error).__name__}"  # its text may quote a secret
            raise ProviderError(ask.call, 0, reason) from None

    def body(self, answer: httpx.Response) -> Body | None:
        """What takes the answer's body; ``None`` if the answer leads on to another address.

        Raises:
            ProviderError: it leads in circles, or its body is encoded as was not asked for.
        """
        location = answer.headers.get("Location")
        if answer.status_code not in _REDIRECTS or not location or not self._may_be_redirected:
            encoding = answer.headers.get("Content-Encoding", "")
            return Body(self._ask.call, answer.status_code, encoding, self._ask.limit)
        if self._hops >= HOPS:
            raise ProviderError(self._ask.call, answer.status_code, f"redirects more than {HOPS} times")
        self._hops += 1
        self._url = urljoin(str(answer.request.url), location)
        return None

    def end(self, answer: httpx.Response, body: Body, now: float) -> None:
        """The answer is whole."""
        headers = {name.lower(): value for name, value in answer.headers.items()}
        self.response = Response(answer.status_code, body.whole(), headers, str(answer.request.url), now)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Whatever httpx reports, as ours.

        Raises:
            UnreachableError: there is no whole answer.
        """
        try:
            yield
        except FAULTS as error:
            raise self.sending.fault(self._ask, error, self.seconds) from error
        if self.sending.late:  # a body without a length ends well when it is cut
            raise self.sending.fault(self._ask, TimeoutError(), self.seconds)

    @property
    def _may_be_redirected(self) -> bool:
        return self._ask.method.upper() in {"GET", "HEAD"} and not self._ask.only_once


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, port
