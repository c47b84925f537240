"""What ``subkit fix`` does with a file and how it shows that: the captions, the diff, the JSON, the sentence."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import click

from subkit import __version__
from subkit.cli import stdout
from subkit.cli.caption_files import blamed, captions_in
from subkit.cli.messages import escaped

if TYPE_CHECKING:
    from collections.abc import Collection

    from subkit.cli.messages import Messages
    from subkit.editing.fixing import Fixed, Means
    from subkit.model import Transcript
    from subkit.profile import Profile

_COLOURS = {"@": "cyan", "-": "red", "+": "green"}
_TIMING = {
    "words": "timed by the words",
    "characters": "timed by characters (--words TRANSCRIPT has true times)",
    "both": "timed by the words where there are any, else by characters",
}


class Asked(NamedTuple):
    """What captions are repaired by.

    Attributes:
        profile: the house style.
        transcript: the words with their times, if they are known.
        language: a BCP 47 tag, if the user knows one.
        means: what may be set right.
        shots: the media's shot changes, in ms.
    """

    profile: Profile
    transcript: Transcript | None
    language: str | None
    means: Collection[Means]
    shots: tuple[int, ...]


def fixed(text: str, form: str, name: str, asked: Asked) -> Fixed:
    """The captions of a file, repaired.

    Raises:
        FormatError: the file breaks its format.
        InputError: it holds no captions, or the transcript is one of other words.
    """
    from subkit.editing.fixing import fix
    from subkit.editing.rewriting import layouts

    captions = captions_in(text, form, name)
    places = layouts(text, cast("Literal['srt', 'vtt']", form)) if form in {"srt", "vtt"} else []
    if len(places) != len(captions):
        places = []
    with blamed(name):
        return fix(
            captions,
            asked.profile,
            transcript=asked.transcript,
            language=asked.language,
            means=asked.means,
            layouts=places,
            shots=asked.shots,
        )


def document(text: str, form: str, to: str, fixed: Fixed) -> bytes:
    """The repaired captions as the bytes of a file; in the format they came in, all that was not changed is as it was."""
    from subkit.editing.rewriting import rewritten
    from subkit.formats import encode

    if form == to and not fixed.changes:
        return text.encode()
    if form == to and form in {"srt", "vtt"}:
        captions = fixed.captions
        made = rewritten(
            text,
            cast("Literal['srt', 'vtt']", form),
            fixed.given.cues,
            captions.cues,
            language=captions.language,
        )
        if made is not None:
            return made.encode()
    return encode(fixed.captions, to)


def lost(form: str, to: str, fixed: Fixed) -> str:
    """What a change of format loses, in a sentence; empty if nothing."""
    told = [repair for repair in fixed.given.repairs if repair.kind in {"styling", "position", "voice"}]
    if form == to or not told:
        return ""
    return (
        f"tags and places of {len({repair.place for repair in told})} cues left out: {to} gets the text alone"
    )


def show(fixed: Fixed, messages: Messages, *, on_stdout: bool) -> None:
    """Show each change as a diff, in colour where a person watches."""
    from subkit.editing.changes import diff

    lines = [line for change in fixed.changes for line in diff(change)]
    if not on_stdout:
        for line in lines:
            messages.note(line)
    elif lines:
        colour = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        stdout.write_text("".join([f"{_coloured(escaped(line), colour=colour)}\n" for line in lines]))


def tell(fixed: Fixed, name: str, messages: Messages) -> None:
    """Say how much was changed, what is left, and what the times stand on."""
    kinds = Counter(change.kind for change in fixed.changes)
    done = ", ".join([f"{count} {kind}" for kind, count in kinds.items()])
    before, after = len(fixed.findings_before), len(fixed.findings_after)
    counts = f"{before} -> {after} findings of {fixed.captions.profile}"
    changed = (
        f"{len(fixed.changes)} {'change' if len(fixed.changes) == 1 else 'changes'} ({done}), {_TIMING[fixed.timing]}"
        if done
        else "nothing to change"
    )
    messages.note(f"{name}: {changed}; {counts}")
    for finding in fixed.findings_after:
        messages.detail(
            f"{name}: cue {finding.cue}: {finding.rule} {finding.value:g}, limit {finding.limit:g}"
            f"{f' ({finding.reason})' if finding.reason else ''}"
        )


def plain(fixed: Fixed, source: str, place: str | None) -> dict[str, Any]:
    """What was done, as ``--json`` prints it."""
    captions = fixed.captions
    return {
        "schema": "subkit.fix/1",
        "subkit": __version__,
        "input": source,
        "output": place,
        "language": captions.language,
        "language_source": captions.language_source,
        "profile": captions.profile,
        "timing": fixed.timing,
        "cues_before": len(fixed.given),
        "cues": len(captions),
        "changes": fixed.changes,
        "findings_before": fixed.findings_before,
        "findings_after": fixed.findings_after,
    }


def _coloured(line: str, *, colour: bool) -> str:
    mark = _COLOURS.get(line[:1])
    return click.style(line, fg=mark) if colour and mark else line
