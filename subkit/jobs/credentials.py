"""A provider's secret: where it is found, and a value that does not show it by accident."""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, NoReturn

from subkit.errors import CredentialsError, InputError
from subkit.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE = "subkit"
"""What secrets are kept under in a keyring; the user name is the provider's."""

_MASK = "********"
_LARGEST = 2**16  # bytes of a file that holds a secret: a token of a kilobyte and its blanks are far less
_FIRST, _LAST = "!", "~"  # what may stand in a header: plainly printable ASCII


class Secret:
    """Text that is shown as a mask wherever it is printed, and can be neither pickled nor encoded by mistake.

    >>> secret = Secret("abc123")
    >>> print(secret, repr(secret), f"{secret:>10}", [secret])
    ******** Secret('********') ******** [Secret('********')]
    >>> secret.revealed()
    'abc123'
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def revealed(self) -> str:
        """The text itself: for a header, and for nothing else."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({_MASK!r})"

    def __str__(self) -> str:
        return _MASK

    def __format__(self, _: str) -> str:
        return _MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(Secret)  # a hash of the text would tell of it

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down")


class Credentials:
    """What a provider knows a caller by.

    Args:
        provider: the adapter's name.
        secret: the token or key.
        origin: where it was found, for messages: ``SUBKIT_VERBIT_TOKEN``, ``keyring``.
        user: the id of a user that some accounts send beside the secret.
    """

    __slots__ = ("origin", "provider", "secret", "user")

    def __init__(
        self, provider: str, secret: Secret | str, origin: str = "argument", user: str | None = None
    ) -> None:
        self.provider = provider
        self.secret = secret if isinstance(secret, Secret) else Secret(secret)
        self.origin = origin
        self.user = user

    def __repr__(self) -> str:
        return f"Credentials(provider={self.provider!r}, secret={self.secret!r}, origin={self.origin!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials are not written down")


def variable(provider: str, kind: str = "token") -> str:
    """The environment variable that holds a provider's secret.

    >>> variable("verbit"), variable("pictory", "key")
    ('SUBKIT_VERBIT_TOKEN', 'SUBKIT_PICTORY_KEY')
    """
    plain = "".join(char if char.isalnum() else "_" for char in provider)
    return f"SUBKIT_{plain}_{kind}".upper()


def find(
    provider: str,
    kind: str = "token",
    *,
    environment: Mapping[str, str] | None = None,
    keyring: bool = True,
) -> Credentials:
    """The credentials of a provider: from its variable, from the file that its ``..._FILE`` names, from the keyring.

    Args:
        provider: the adapter's name.
        kind: what the provider calls its secret: ``token``, ``key``.
        environment: the variables; by default, those of this process.
        keyring: whether a keyring is asked, if the extra is installed.

    Raises:
        CredentialsError: there are none, two places claim to have them, or they cannot be any.
    """
    variables = os.environ if environment is None else environment
    name = variable(provider, kind)
    file = f"{name}_FILE"
    if name in variables and file in variables:
        raise CredentialsError(provider, f"both {name} and {file} are set: unset one of them")
    if name in variables:
        found, origin = variables[name], name
    elif file in variables:
        found, origin = _read(provider, variables[file], file), file
    else:
        kept = _kept(provider) if keyring else None
        if kept is None:
            raise CredentialsError(
                provider,
                f"no {kind}: set {name}, or {file} to the path of a file that holds it"
                + (
                    f", or keep it in the keyring ('keyring set {SERVICE} {provider}', with the extra 'keyring')"
                    if keyring
                    else ""
                ),
            )
        found, origin = kept, "keyring"
    return Credentials(
        provider, _usable(provider, found, origin), origin, variables.get(variable(provider, "user")) or None
    )


def _read(provider: str, path: str, file: str) -> str:
    try:
        # An error of decoding would carry the bytes of the secret.
        return read_bytes(path, limit=_LARGEST).decode(errors="replace")
    except InputError as error:
        raise CredentialsError(provider, f"{file}: {error}") from error


def _kept(provider: str) -> str | None:
    """What the keyring holds; nothing where there is no keyring, or none that answers, as on a server."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, provider)
    except Exception:  # noqa: BLE001 - backends are strangers' modules, and a server has none that works
        return None


def _usable(provider: str, text: str, origin: str) -> Secret:
    secret = text.strip()
    if not secret:
        raise CredentialsError(provider, f"{origin} is set but holds nothing")
    if not all(_FIRST <= char <= _LAST for char in secret):
        raise CredentialsError(
            provider, f"{origin} holds blanks or signs that no token has: is it the whole file?"
        )
    return Secret(secret)
