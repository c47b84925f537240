"""Makes one self-contained page of what it shows: script, style and data in it, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from subkit.review.contents import Contents, Film

_HERE = Path(__file__).parent / "page"
_SCRIPTS = (
    "elements",
    "clock",
    "cue_text",
    "stage",
    "filters",
    "cue_list",
    "details",
    "speed_chart",
    "timeline",
    "notes",
    "keys",
    "page",
)
"""The parts of the page's script, each a file, in the order in which they build on each other."""
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_UNFIT = re.compile("[\ud800-\udfff]")


class Made(NamedTuple):
    """A page, and the policy that stands in it, to be sent with it where it is served."""

    text: str
    policy: str


def embedded(contents: Contents) -> Made:
    """The page, which can be written as UTF-8.

    What captions hold is on it as JSON alone; its script puts it there as text, never as markup.
    """
    script, style = _script(), _part("page.css")
    policy = _policy(script, style, contents.film, writable=contents.writable)
    filled = {
        "policy": html.escape(policy),
        "title": html.escape(_UNFIT.sub("\ufffd", contents.name)),
        "style": style,
        "script": script,
        "data": _json(contents),
    }
    return Made(_SLOT.sub(lambda slot: filled[slot[1]], _part("page.html")), policy)


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def _script() -> str:
    parts = "\n".join(_part(f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();'


def _policy(script: str, style: str, film: Film | None, *, writable: bool) -> str:
    allowed = {
        "default-src": "'none'",
        "script-src": f"'sha256-{_digest(script)}'",
        "style-src": f"'sha256-{_digest(style)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if film is not None:
        # A page from the disk has no origin of its own: there the video is one of the scheme.
        allowed["media-src"] = {"embedded": "data:", "beside": "'self' file:", "served": "'self'"}[film.kind]
    if writable:
        allowed["connect-src"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(contents: Contents) -> str:
    """The data as JSON that no parser of HTML can take for an end of it, and that UTF-8 can hold."""
    plain = json.dumps(msgspec.to_builtins(contents), ensure_ascii=False, separators=(",", ":"))
    return _UNFIT.sub(lambda one: f"\\u{ord(one[0]):04x}", plain.replace("<", "\\u003c"))
