"""What was probably meant by an option, or by the value of one, that there is not."""

from __future__ import annotations

import click

from subkit.errors.suggesting import nearest
from subkit.patterns import pattern

# click's error has the parameter, and the value in its sentence alone.
_VALUE = pattern(r""": (?P<quote>['"])(?P<value>.*?)(?P=quote) is not one of """)


def sentence(error: click.ClickException) -> str:
    """What click says of a mistake, without a full stop; where something near is known, with that."""
    if isinstance(error, click.NoSuchOption):
        return _joined(
            f"No such option {error.option_name!r}", nearest(error.option_name, _options(error.ctx))
        )
    said = " ".join(error.format_message().split()).rstrip(".")
    parameter = getattr(error, "param", None)
    choices = getattr(parameter.type, "choices", None) if parameter is not None else None
    given = _VALUE.search(said)
    return _joined(said, nearest(given["value"], map(str, choices)) if choices and given else None)


def _options(context: click.Context | None) -> list[str]:
    """The long options of the command."""
    parameters = [] if context is None else context.command.get_params(context)
    names = [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)]
    return [name for name in names if name.startswith("--")]


def _joined(said: str, near: str | None) -> str:
    return f"{said}; did you mean {near!r}?" if near else said
