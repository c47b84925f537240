"""The command ``subkit config show``: each setting, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.cli import light
from subkit.cli.config import CONFIG_HELPS

if TYPE_CHECKING:
    from subkit.config import Config

_HELP = """Show what is set, and where.

Tokens and keys are never shown; whether there is one is.

\b
Examples:
  subkit config show
  subkit config show --origin
  subkit config show --json"""


@light.command("show", help=_HELP, short_help=CONFIG_HELPS["show"])
@light.option("--origin", is_flag=True, help="Say which file or variable each comes from.")
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout, with the origins.")
def command(*, origin: bool, as_json: bool) -> None:
    """Print the settings, then which credentials there are."""
    from subkit.cli.listing import print_json, print_rows
    from subkit.config import load

    config = load()
    rows = [*_settings(config), *_credentials()]
    if as_json:
        plain = [{"key": key, "value": value, "origin": where} for key, value, where in rows]
        print_json({"schema": "subkit.config/1", "settings": plain})
        return
    shown = [(key, _text(value), where) for key, value, where in rows]
    print_rows(shown if origin else [row[:2] for row in shown])


def _settings(config: Config) -> list[tuple[str, Any, str]]:
    settings = config.settings
    rows = [
        (name, getattr(settings, name), config.origins.get(name, "default"))
        for name in settings.__struct_fields__
        if name != "providers"
    ]
    for provider, options in settings.providers.items():
        for key, value in options.items():
            place = f"providers.{provider}.{key}"
            rows.append((place, value, config.origins[place]))
    return rows


def _credentials() -> list[tuple[str, Any, str]]:
    """Which credentials there are, and of those that there are not, why."""
    from subkit import registry
    from subkit.adapter import JobAdapter
    from subkit.errors import CredentialsError
    from subkit.jobs.credentials import find

    rows: list[tuple[str, Any, str]] = []
    for adapter in registry.adapters().values():
        if not isinstance(adapter, JobAdapter):
            continue
        place = f"credentials.{adapter.name}"
        try:
            rows.append((place, "********", find(adapter.name, adapter.secrets).origin))
        except CredentialsError as error:
            rows.append((place, None, error.reason))
    return rows


def _text(value: object) -> str:
    from subkit.cli.messages import escaped

    return "-" if value is None else escaped(str(value))
