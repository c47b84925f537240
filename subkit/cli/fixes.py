"""What ``subkit fix`` does with a file and how it shows that: the captions, the diff, the JSON, the sentence."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import click
from msgspec.structs import replace

from subkit import __version__
from subkit.cli import stdout
from subkit.cli.caption_files import blamed, captions_in, parsed
from subkit.cli.colour import coloured
from subkit.cli.messages import escaped
from subkit.errors import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from subkit.cli.caption_files import Content
    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.editing.fixing import Fixed, Means
    from subkit.model import Captions, Transcript
    from subkit.profile import Profile

_REWRITTEN = ("srt", "vtt")
"""Formats in which what was not changed stays as it is."""
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


def mended(content: Content, reading: Reading) -> Content:
    """The content of a file as it was meant, written anew, if the file breaks its format and that is to be taken.

    Raises:
        FormatError: nobody can tell what it meant.
    """
    from subkit.formats import Writing, parse, render

    if not reading.lenient or content.form not in _REWRITTEN or not isinstance(content.text, str):
        return content
    captions = parsed(content, reading)
    with suppress(FormatError):
        if captions.cues == parse(content.text, content.form).cues:
            return content
    text = render(captions, content.form, Writing(styling=True))
    return content._replace(text=text, repairs=captions.repairs)


def fixed(content: Content, reading: Reading, asked: Asked) -> Fixed:
    """The captions of a file, repaired.

    Raises:
        FormatError: the file breaks its format.
        InputError: it holds no captions, or the transcript is one of other words.
    """
    from subkit.editing.fixing import fix
    from subkit.editing.rewriting import layouts

    captions = captions_in(content, reading)
    text, form = content.text, content.form
    places: list[str] = []
    if form in _REWRITTEN and isinstance(text, str):
        places = layouts(text, cast("Literal['srt', 'vtt']", form))
    if len(places) != len(captions):
        places = []
    with blamed(content.name):
        return fix(
            captions,
            asked.profile,
            transcript=asked.transcript,
            language=asked.language,
            means=asked.means,
            layouts=places,
            shots=asked.shots,
        )


def document(content: Content, to: str, fixed: Fixed) -> bytes:
    """The repaired captions as the bytes of a file; in the format they came in, all that was not changed is as it was."""
    from subkit.editing.rewriting import rewritten
    from subkit.formats import encode

    text, form = content.text, content.form
    if form == to and not fixed.changes:
        return plain_bytes(content)
    if form == to and form in _REWRITTEN and isinstance(text, str):
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
    return encode(styled(content, fixed), to)


def refuse_in_place(content: Content) -> None:
    """Refuse to replace a file of which not everything is kept: most formats are written anew.

    Raises:
        InputError: it is of such a format.
    """
    from subkit.formats import named

    if content.form not in {*_REWRITTEN, "json"}:
        reason = (
            f"is {named(content.form).title}, which would be written anew, without what is not read; use -o"
        )
        raise InputError(content.name, reason)


def styled(content: Content, fixed: Fixed) -> Captions:
    """The repaired captions with the tags and places that their cues have in the file, also where their lines are others."""
    from subkit.editing.rewriting import rewritten
    from subkit.formats import parse

    captions, text, form = fixed.captions, content.text, content.form
    if form not in _REWRITTEN or not isinstance(text, str):
        return captions
    made = rewritten(text, cast("Literal['srt', 'vtt']", form), fixed.given.cues, captions.cues)
    known = parse(made, form).cues if made is not None else ()
    if [cue.lines for cue in known] != [cue.lines for cue in captions.cues]:
        return captions
    both = zip(captions.cues, known, strict=True)
    cues = [replace(cue, id=has.id, settings=has.settings, markup=has.markup) for cue, has in both]
    return replace(captions, cues=tuple(cues))


def plain_bytes(content: Content) -> bytes:
    """The content as the bytes of a file, in UTF-8."""
    return content.text.encode() if isinstance(content.text, str) else content.text


def lost(content: Content, to: str, fixed: Fixed) -> str:
    """What is lost where a file is written anew, in a sentence; empty if nothing."""
    from subkit.formats import alterations, named

    if content.form == to:
        if to in {*_REWRITTEN, "json"} or not fixed.changes:
            return ""
        return f"{named(to).title} is written anew: tags of changed cues are left out, and what is not read, such as effects"
    changed = [*fixed.given.repairs, *alterations(styled(content, fixed), to)]
    told = [repair for repair in changed if repair.kind in {"styling", "position", "voice"}]
    if not told:
        return ""
    return f"tags and places of {len({repair.place for repair in told})} cues left out: {to} cannot say them"


def show(fixed: Fixed, messages: Messages, *, on_stdout: bool) -> None:
    """Show each change as a diff, in colour where a person watches."""
    from subkit.editing.changes import diff

    lines = [line for change in fixed.changes for line in diff(change)]
    if not on_stdout:
        for line in lines:
            messages.note(line)
    elif lines:
        colour = coloured(sys.stdout)
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
    figures = {"changes": len(fixed.changes), "findings_before": before, "findings_after": after}
    messages.note(f"{name}: {changed}; {counts}", event="fixed", file=name, more=figures)
    for finding in fixed.findings_after:
        messages.detail(
            f"{name}: cue {finding.cue}: {finding.rule} {finding.value:g}, limit {finding.limit:g}"
            f"{f' ({finding.reason})' if finding.reason else ''}",
            event="finding",
            file=name,
            more={"rule": finding.rule, "cue": finding.cue},
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
