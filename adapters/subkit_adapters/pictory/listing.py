"""Pictory's list of jobs, newest first, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import State
from subkit.wording import one_line, said
from subkit_adapters.pictory.brief import Brief

if TYPE_CHECKING:
    from subkit.jobs.flow import Flow
    from subkit_adapters.pictory.caller import Caller, Reply

PATH = "/v1/jobs"
PAGES = 50
"""The most pages that are read: each item holds its whole transcript."""


class Listed(msgspec.Struct, frozen=True):
    """An item of the list.

    Attributes:
        id: the job's id.
        state: how it stands.
        status: in Pictory's word.
        text: the item as it came.
    """

    id: str
    state: State
    status: str
    text: bytes


class _Page(msgspec.Struct):
    items: list[msgspec.Raw]
    key: Any = msgspec.field(default=None, name="nextPageKey")


_page = msgspec.json.Decoder(_Page).decode
_brief = msgspec.json.Decoder(Brief).decode


def listed(
    caller: Caller, *, until: str | None = None, pages: int = PAGES
) -> Flow[tuple[list[Listed], bool]]:
    """The account's jobs, newest first.

    Args:
        caller: makes the calls.
        until: the id of the job at which to stop; it is not in the result.
        pages: the most pages to read.

    Returns:
        The jobs; and whether they are all there are, or all until that job.

    Raises:
        ProviderError: a page cannot be read, or the list gives a page twice.
    """
    found: list[Listed] = []
    keys: set[str] = set()
    key = ""
    for _ in range(pages):
        reply, page = yield from _asked(caller, key)
        for item in page.items:
            one = _item(item)
            if until is not None and one.id == until:
                return found, True
            found.append(one)
        key = said(page.key)
        if not key:
            return found, not until
        if key in keys:
            raise reply.wrong("the list comes back to a page that it gave before")
        keys.add(key)
    return found, False


def _asked(caller: Caller, key: str) -> Flow[tuple[Reply, _Page]]:
    reply = yield from caller.ask("GET", PATH, params={"nextPageKey": key} if key else {})
    try:
        return reply, _page(reply.response.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise reply.wrong("not a list of jobs") from None


def _item(item: msgspec.Raw) -> Listed:
    """An item; one that is odd is kept by its text alone, for others are not."""
    try:
        brief = _brief(item)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Listed("", State.UNKNOWN, "", bytes(item))
    return Listed(brief.id, brief.state, one_line(brief.data.status or "", 80), bytes(item))
