"""A token that is had for credentials, lives for a while, and serves all calls of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from subkit.jobs.flow import Wait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subkit.jobs.flow import Ask, Flow, Response

SHARE = 23 / 24
"""How much of a token's life it is used for: of a day, all but an hour."""

_TURN = 0.5  # seconds between two looks whether another flow has signed in


class Token(msgspec.Struct, frozen=True):
    """A token as the provider gives it.

    Attributes:
        text: the token.
        life: how long it lives, in seconds.
        at: when it came, in seconds since 1970.
    """

    text: str = ""
    life: float = 0.0
    at: float = 0.0

    def __repr__(self) -> str:
        return "Token(***)"


class SignIn:
    """Keeps one token for any number of flows: they wait for one exchange instead of making one each.

    Args:
        exchange: the flow that gives a new token.
    """

    def __init__(self, exchange: Callable[[], Flow[Token]]) -> None:
        self._exchange = exchange
        self._token = Token()
        self._now = 0.0
        self._busy = False

    def token(self) -> Flow[str]:
        """The token for the next call; a new one where there is none, or it is about to end."""
        while self._busy:
            yield Wait(_TURN, "another job signs in")
        if not self._token.text or self._now >= self._token.at + self._token.life * SHARE:
            self._busy = True
            try:
                self._token = yield from self._exchange()
            finally:
                self._busy = False
            self._now = max(self._now, self._token.at)
        return self._token.text

    def saw(self, response: Response) -> None:
        """Take note of the time of an answer: by it a token's age is known."""
        self._now = max(self._now, response.at)

    def refused(self, token: str) -> None:
        """Take another token for the next call; a newer one that another flow has had meanwhile stays."""
        if token == self._token.text:
            self._token = Token()


class Access(Protocol):
    """How calls say who is calling.

    Attributes:
        sign_in: where the token comes from; ``None`` where what is sent never changes.
    """

    sign_in: SignIn | None

    def headers(self, token: str) -> Mapping[str, str]:
        """The headers with secrets: with this token, where there is a `sign_in`."""
        ...


def signed(
    access: Access,
    step: Ask,
    send: Callable[[Ask], Flow[Response]],
    is_refused: Callable[[Response], bool],
) -> Flow[tuple[Ask, Response]]:
    """A call with credentials, as it went out, and its answer; a token that is refused is replaced, once.

    Args:
        access: the credentials.
        step: the call without them.
        send: the flow that makes it.
        is_refused: whether an answer says that the token is none: then what it came with has not been done.
    """
    sign_in = access.sign_in
    token = "" if sign_in is None else (yield from sign_in.token())
    ask = msgspec.structs.replace(step, auth=access.headers(token))
    response = yield from send(ask)
    if sign_in is not None:
        sign_in.saw(response)
    if sign_in is not None and is_refused(response):
        sign_in.refused(token)
        token = yield from sign_in.token()
        ask = msgspec.structs.replace(step, auth=access.headers(token))
        response = yield from send(ask)
        sign_in.saw(response)
    return ask, response
