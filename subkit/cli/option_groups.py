"""Options that several commands share: given to a command together, each in its place, or as one argument."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def group(*options: Decorator) -> Decorator:
    """A decorator that gives a command all the options, in this order in its help."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def bundle(argument: str, make: Callable[..., Any], *options: Decorator) -> Decorator:
    """The same, but the command is given what ``make`` makes of the options as one argument.

    Args:
        argument: the argument's name.
        make: takes the options' values by their names, all as keywords.
        options: the options.
    """
    names = _parameters(make)

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(**given: Any) -> Any:
            made = make(**{name: given.pop(name) for name in names})
            return command(**{argument: made}, **given)

        return group(*options)(called)

    return decorated


def _parameters(make: Any) -> tuple[str, ...]:
    """The names of what it takes; `inspect.signature` tells them of anything, and is slow to load."""
    for fields in ("_fields", "__struct_fields__"):
        if hasattr(make, fields):
            return tuple(getattr(make, fields))
    code = (vars(make)["__init__"] if isinstance(make, type) else make).__code__
    return tuple(code.co_varnames[isinstance(make, type) : code.co_argcount + code.co_kwonlyargcount])
