"""What a change between two versions is called, in a sentence; and what all of them come to, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.timecode import clock
from subkit.wording import one_line

if TYPE_CHECKING:
    from subkit.editing.difference import Change, ChangeKind, Diff

_ONE_AND_MANY: dict[ChangeKind, tuple[str, str]] = {
    "removed": ("cue removed", "cues removed"),
    "added": ("cue added", "cues added"),
    "merged": ("cue break gone", "cue breaks gone"),
    "split": ("cue break new", "cue breaks new"),
    "cue-break": ("cue break moved", "cue breaks moved"),
    "line-break": ("line break moved", "line breaks moved"),
    "line-removed": ("line break gone", "line breaks gone"),
    "line-added": ("line break new", "line breaks new"),
    "text": ("text changed", "texts changed"),
    "speaker": ("speaker changed", "speakers changed"),
    "in-time": ("in-time changed", "in-times changed"),
    "out-time": ("out-time changed", "out-times changed"),
}
_SENTENCES: dict[ChangeKind, str] = {
    "removed": "cue removed: {before}",
    "added": "cue added: {after}",
    "merged": "cues merged: {before}",
    "split": "cue split: {after}",
    "cue-break": "cue break moved {words}: {before} → {after}",
    "line-break": "line break moved {words}: {before} → {after}",
    "line-removed": "line break gone: {before}",
    "line-added": "line break new: {after}",
    "speaker": "speaker {before} → {after}",
    "in-time": "in-time {by}",
    "out-time": "out-time {by}",
}
_LONGEST = 160  # characters of a cue's text in a sentence


def sentence(change: Change) -> str:
    """A change in words, in one printable line."""
    before, after = one_line(change.before, _LONGEST), one_line(change.after, _LONGEST)
    if change.kind == "text":
        return _of_text(before, after)
    if change.kind == "speaker":
        before, after = before or "nobody", after or "nobody"
    words = "1 word" if abs(change.by) == 1 else f"{abs(change.by)} words"
    way = "later" if change.by > 0 else "earlier"
    return _SENTENCES[change.kind].format(
        before=before, after=after, by=f"{change.by:+} ms", words=f"{words} {way}"
    )


def summary(diff: Diff) -> str:
    """What all changes come to, in one line."""
    cues = f"{len(diff.first)} and {len(diff.second)} cues"
    counts = diff.counts
    if not counts:
        return f"no differences in {cues}"
    told = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in _ONE_AND_MANY.items()
        if kind in counts
    ]
    return f"{', '.join(told)}; {cues}"


def lines(diff: Diff) -> list[str]:
    """The changes, one a line, each with its cue's number in either version and its time."""
    return [_line(change, diff) for change in diff.changes]


def _line(change: Change, diff: Diff) -> str:
    first = "-" if change.first is None else str(change.first)
    second = "-" if change.second is None else str(change.second)
    cue = (
        diff.first.cues[change.first - 1]
        if change.first is not None
        else diff.second.cues[(change.second or 1) - 1]
    )
    return f"{clock(cue.start)}  cue {first} → {second}  {sentence(change)}"


def _of_text(before: str, after: str) -> str:
    if not after:
        return f"text gone: {before}"
    return f"text changed: {before} → {after}" if before else f"text new: {after}"
