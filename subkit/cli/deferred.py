"""What the libraries load when they are loaded, and our runs hardly ever use: left until it is used, in a process of our own.

click and msgspec load `inspect`, and with it the compiler's modules, `textwrap`, and by way of `uuid` `platform`; msgspec also looks for what `typing` has
had since Python 3.11 in `typing_extensions`. That is a quarter of the time in which captions of a short file are made.
"""

from __future__ import annotations

import os
import sys
from _thread import RLock
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_SELDOM_USED = ("inspect", "platform", "textwrap")
_KNOWN = {"platform": {"system": lambda: os.uname().sysname}} if hasattr(os, "uname") else {}
"""What `uuid` asks as it is loaded; it says the same once the module is."""
_loading = RLock()


class _Deferred(ModuleType):
    """A module that is found, and run when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        with _loading:
            if type(self) is _Deferred and not self.__dict__.get("__running__"):
                self.__dict__["__running__"] = True
                self.__spec__.loader.exec_module(self)  # type: ignore[union-attr]  # `defer` has seen to it
                del self.__dict__["__running__"]
                self.__class__ = ModuleType  # type: ignore[assignment]  # which Python allows, for just this
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def defer() -> None:
    """Leave those modules until they are used; nothing else about them changes, nor for those who use them."""
    for name in _SELDOM_USED:
        spec = None if name in sys.modules else PathFinder.find_spec(name)
        if spec is not None and spec.loader is not None and spec.has_location:
            module = _Deferred(name)
            module.__spec__, module.__loader__ = spec, spec.loader
            module.__file__ = spec.origin
            vars(module).update(_KNOWN.get(name, {}))
            sys.modules[name] = module


def load_msgspec() -> None:
    """Load msgspec as it is loaded where `typing_extensions` is not installed: by `typing` alone."""
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # so Python marks what cannot be imported
    try:
        import msgspec  # noqa: F401 - loaded for those who import it after this
    finally:
        del sys.modules["typing_extensions"]
