"""Loads the profile that a user names: whatever is wrong with it is a matter of configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import InputError, ProfileError

if TYPE_CHECKING:
    from subkit.profile import Profile


def house_style(name: str) -> Profile:
    """The profile of a name or a TOML file.

    Raises:
        UnknownNameError: no profile has the name.
        ProfileError: the file cannot be read, or is no profile.
    """
    from subkit.profile import Profile

    try:
        return Profile.load(name)
    except InputError as error:
        raise ProfileError(name, error.reason) from error
