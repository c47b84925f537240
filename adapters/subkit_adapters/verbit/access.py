"""How calls to Verbit say who is calling: with the API key, or with a bearer token that lives for a day.

https://verbit.readme.io/docs/authentication: the key goes into a header, or is exchanged for a token that expires 24 h
after it was made. The key as a parameter of the address is taken as well, but is never used here: addresses are logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from subkit.errors import CredentialsError
from subkit.jobs import retry
from subkit.jobs.flow import Ask
from subkit_adapters.sign_in import SignIn, Token
from subkit_adapters.verbit.refusals import error_of, refusal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.adapter import Credentials
    from subkit.jobs.flow import Flow, Response

SECRETS = ("token", "key", "bearer")
"""``token``: the API key, sent as it is; ``key``: the API key, to be exchanged for bearer tokens; ``bearer``: such a
token, or one from Verbit's OAuth."""

_LIFE = 24 * 3600.0  # seconds
_SCHEMES = {"token": "ApiToken", "key": "Bearer", "bearer": "Bearer"}


class _Exchanged(msgspec.Struct):
    token: str


class Access:
    """The headers of authorization.

    Args:
        credentials: any of `SECRETS`; the first that is there is used.
        exchange: the address where a key is exchanged for a token.

    Raises:
        CredentialsError: there is none of them.
    """

    def __init__(self, credentials: Credentials, exchange: str) -> None:
        found = {name: credentials.reveal(name) for name in SECRETS}
        self._form = next((name for name in SECRETS if found[name]), "")
        if not self._form:
            raise CredentialsError("verbit", "there is no token")
        self._secret = found[self._form] or ""
        self._exchange = exchange
        self.sign_in = SignIn(self._exchanged) if self._form == "key" else None

    def __repr__(self) -> str:
        return f"Access({self._form})"

    def headers(self, token: str) -> Mapping[str, str]:
        """The headers with secrets; see `subkit_adapters.sign_in.Access`."""
        return {"Authorization": f"{_SCHEMES[self._form]} {token or self._secret}"}

    def _exchanged(self) -> Flow[Token]:
        body = {"data": {"api_key": self._secret}}
        ask = Ask("POST", self._exchange, json=body, once=False, private=True, limit=2**16)
        response: Response = yield from retry.ask(ask)
        refusal = refusal_of(response)
        if refusal is not None:
            raise error_of(ask, response, refusal)
        try:
            text = msgspec.json.decode(response.body, type=_Exchanged).token
        except (msgspec.DecodeError, UnicodeDecodeError):
            text = ""
        if not text.isascii() or not text.isprintable() or not text:
            raise ask.refused(response, "gives no token")
        return Token(text, _LIFE, response.at)
