"""Kaltura's timed transcript, as REACH exchanges it: knowledge.kaltura.com/help/timed-transcript-format.

A list of words and punctuation marks; times are milliseconds, accuracy is 0 to 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from subkit.model import Transcript
from subkit.report import RepairLog
from subkit_adapters import clocks, heard
from subkit_adapters.clocks import Milliseconds

if TYPE_CHECKING:
    from subkit.payload import Payload

_KEYS = ("s", "e")
_WHOLE = 100


class _Item(msgspec.Struct, gc=False):
    w: str = ""
    s: Milliseconds | None = None
    e: Milliseconds | None = None
    t: str | None = None
    a: float | None = None


class Kaltura:
    """Reads timed transcripts; see `subkit.adapter.Adapter`."""

    name = "kaltura"
    title = "Kaltura timed transcript"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a timed transcript."""
        match payload.outline:
            case [{"w": _, "s": _, "e": _}]:
                return True
        return False

    def parse(self, payload: Payload, *, strict: bool = False, language: str | None = None) -> Transcript:
        """The transcript; the list says neither language nor speakers.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        items, repairs = payload.decode(list[_Item], strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        words = [
            heard.Heard(
                item.w,
                clocks.of_milliseconds(item.s),
                clocks.of_milliseconds(item.e),
                f"$[{number}]",
                confidence=None if item.a is None else heard.sure(item.a / _WHOLE),
                mark=item.t == "punc",
                glued=item.t == "punc" and not heard.opens(item.w),
                leads=item.t == "punc" and heard.opens(item.w),
            )
            for number, item in enumerate(items)
        ]
        told = heard.segments(words, log, _KEYS)
        return Transcript(told, language=language, provider=self.name, repairs=tuple(log.repairs))


adapter = Kaltura()
