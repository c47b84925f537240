"""A provider's secret: where it is found, and a value that does not show it by accident."""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, NoReturn

from subkit.errors import CredentialsError, InputError
from subkit.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """What a provider knows a caller by (see `subkit.adapter.Credentials`).

    Args:
        provider: the adapter's name.
        secrets: the secrets by the adapter's names for them: ``token``, ``key``.
        origin: where the first was found, for messages: ``SUBKIT_VERBIT_TOKEN``, ``keyring``.
    """

    __slots__ = ("_secrets", "origin", "provider")

    def __init__(self, provider: str, secrets: Mapping[str, Secret | str], origin: str = "argument") -> None:
        self.provider = provider
        self.origin = origin
        self._secrets = {
            name: text if isinstance(text, Secret) else Secret(text) for name, text in secrets.items()
        }

    def reveal(self, name: str) -> str | None:
        """The secret of that name: for a header, and for nothing else; ``None`` if there is none."""
        secret = self._secrets.get(name)
        return None if secret is None else secret.revealed()

    def masked(self, text: str) -> str:
        """The text without any of the secrets: a provider may repeat one in what it answers."""
        for secret in self._secrets.values():
            text = text.replace(secret.revealed(), _MASK)
        return text

    def __repr__(self) -> str:
        return f"Credentials({self.provider!r}, {self._secrets!r}, origin={self.origin!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials are not written down")


def variable(provider: str, name: str = "token") -> str:
    """The environment variable that holds a provider's secret of that name.

    >>> variable("verbit"), variable("pictory", "key")
    ('SUBKIT_VERBIT_TOKEN', 'SUBKIT_PICTORY_KEY')
    """
    plain = "".join(char if char.isalnum() else "_" for char in provider)
    return f"SUBKIT_{plain}_{name}".upper()


def find(
    provider: str,
    names: Sequence[str] = ("token",),
    *,
    environment: Mapping[str, str] | None = None,
    keyring: bool = True,
) -> Credentials:
    """The credentials of a provider: each secret from its variable, or from the file that its ``..._FILE`` names.

    Where no variable is set, the keyring is asked for the first secret.

    Args:
        provider: the adapter's name.
        names: what the adapter calls the secrets that it can use, the usual one first.
        environment: the variables; by default, those of this process.
        keyring: whether a keyring is asked, if the extra is installed.

    Raises:
        CredentialsError: there are none, two places claim to have one, or one cannot be any.
    """
    variables = os.environ if environment is None else environment
    found = {
        name: secret
        for name in names
        if (secret := _set(provider, variable(provider, name), variables)) is not None
    }
    if found:
        first = variable(provider, next(iter(found)))
        return Credentials(provider, found, first if first in variables else f"{first}_FILE")
    kept = _kept(provider) if keyring else None
    if kept is None:
        raise CredentialsError(provider, _missing(provider, names[0], keyring=keyring))
    return Credentials(provider, {names[0]: _usable(provider, kept, "keyring")}, "keyring")


def given(provider: str, name: str, text: str, origin: str) -> Credentials:
    """The credentials that a user gives to one run.

    Args:
        provider: the adapter's name.
        name: what the adapter calls the secret.
        text: the secret; blanks around it do not count.
        origin: where it was given, for messages.

    Raises:
        CredentialsError: it cannot be one.
    """
    return Credentials(provider, {name: _usable(provider, text, origin)}, origin)


def _missing(provider: str, name: str, *, keyring: bool) -> str:
    usual = variable(provider, name)
    way = f", or keep it in the keyring ('keyring set {SERVICE} {provider}', with the extra 'keyring')"
    return (
        f"no {name}: set {usual}, or {usual}_FILE to the path of a file that holds it{way if keyring else ''}"
    )


def _set(provider: str, name: str, variables: Mapping[str, str]) -> Secret | None:
    """The secret of a variable, or of the file that it leads to."""
    file = f"{name}_FILE"
    if name in variables and file in variables:
        raise CredentialsError(provider, f"both {name} and {file} are set: unset one of them")
    if name in variables:
        return _usable(provider, variables[name], name)
    if file in variables:
        return _usable(provider, _read(provider, variables[file], file), file)
    return None


def _read(provider: str, path: str, file: str) -> str:
    try:
        # An error of decoding would carry the bytes of the secret. Windows' editors begin files with a byte order mark.
        return read_bytes(path, limit=_LARGEST).decode("utf-8-sig", errors="replace")
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
        raise CredentialsError(provider, f"{origin} {'is set but ' if '_' in origin else ''}holds nothing")
    if not all(_FIRST <= char <= _LAST for char in secret):
        raise CredentialsError(
            provider, f"{origin} holds blanks or signs that no token has: is it the whole file?"
        )
    return Secret(secret)
