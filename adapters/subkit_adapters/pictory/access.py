"""How calls to Pictory say who is calling: with the key; or, in accounts of before 2025, with a token and a user.

Both go into ``Authorization`` as they are, with no ``Bearer`` before them, as Pictory's pages say of either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import CredentialsError
from subkit_adapters.sign_in import SignIn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subkit.adapter import Credentials
    from subkit.jobs.flow import Flow
    from subkit_adapters.sign_in import Token

SECRETS = ("key", "client_id", "client_secret", "user")
"""What Pictory knows a caller by: its key; or, in accounts of before 2025, a client and the user it works for."""


class Access:
    """The headers of authorization.

    Args:
        credentials: the secrets named in `SECRETS`: ``key``, or the other three.
        exchange: the flow that gives a token for a client's id and secret.

    Raises:
        CredentialsError: neither is whole.
    """

    def __init__(self, credentials: Credentials, exchange: Callable[[str, str], Flow[Token]]) -> None:
        self._key, client, secret, self._user = (credentials.reveal(name) or "" for name in SECRETS)
        if not self._key and not (client and secret and self._user):
            raise CredentialsError(
                "pictory", "a key is needed; or client_id, client_secret and user, all three"
            )
        self.sign_in = None if self._key else SignIn(lambda: exchange(client, secret))

    def __repr__(self) -> str:
        return f"Access({'key' if self._key else 'client'})"

    def headers(self, token: str) -> Mapping[str, str]:
        """The headers with secrets; see `subkit_adapters.sign_in.Access`."""
        if self._key:
            return {"Authorization": self._key}
        return {"Authorization": token, "X-Pictory-User-Id": self._user}
