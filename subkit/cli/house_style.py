"""The house style that a user names: the option, and its profile; what is wrong with that is a matter of configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli import light

if TYPE_CHECKING:
    from subkit.profile import Profile

profile_option = light.option(
    "--profile",
    default="default",
    show_default=True,
    metavar="NAME|FILE",
    help="A house style (see 'subkit profiles'), or your own in TOML.",
)


def house_style(name: str) -> Profile:
    """The profile of a name or a TOML file.

    Raises:
        UnknownNameError: no profile has the name.
        ProfileError: the file cannot be read, or is no profile.
    """
    from subkit.errors import InputError, ProfileError
    from subkit.profile import Profile

    try:
        return Profile.load(name)
    except InputError as error:
        raise ProfileError(name, error.reason) from error
