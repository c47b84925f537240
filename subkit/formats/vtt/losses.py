"""What captions hold that their WebVTT file will not: styling that does not fit, and blocks that are not safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.vtt import markup, regions
from subkit.formats.vtt.cue_text import Span, parse
from subkit.formats.vtt.preamble import showable_lines, writable
from subkit.formats.vtt.safety import held, lost
from subkit.formats.vtt.styled import runs
from subkit.report import Repair
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Captions, Cue


def losses(captions: Captions, *, is_styled: bool) -> Iterator[Repair]:
    """What is left out or written otherwise, of styling, places and blocks.

    Args:
        captions: what is written.
        is_styled: whether styling, places and blocks are asked for at all.
    """
    yield from _blocks(captions, is_styled=is_styled)
    texts = [block.text for block in captions.blocks if block.kind == "region"]
    known = {regions.read(text)[0].id for text in texts}
    for number, cue in enumerate(captions.cues, 1):
        if cue.markup or cue.settings or cue.id:
            for kind, message in _cue(cue, known) if is_styled else _bare(cue):
                yield Repair(kind, f"cue {number}", message)


def _blocks(captions: Captions, *, is_styled: bool) -> Iterator[Repair]:
    for block in captions.blocks:
        place = f"{block.kind} before cue {block.before + 1}"
        reason = lost(block) if is_styled else "only text was asked for"
        if reason:
            yield Repair("block", place, f"{reason}; the block was left out")
        elif block.kind != "header" and writable(block).split() != block.text.split():
            message = "what would end the block, or no browser knows, was left out or replaced"
            yield Repair("block", place, message)


def _bare(cue: Cue) -> Iterator[tuple[str, str]]:
    if cue.markup:
        yield "styling", "tags were left out"
    if cue.settings:
        yield "position", "the place was left out"
    if cue.id:
        yield "identifier", f"the identifier {shown(cue.id)} was left out"


def _cue(cue: Cue, known: set[str]) -> Iterator[tuple[str, str]]:
    if cue.markup and runs(cue) is None:
        yield "styling", "the styled text is another than the lines; the tags were left out"
    elif cue.markup:
        spans = [item for item in parse("\n".join(cue.markup)).items if isinstance(item, Span)]
        bad = next(
            (span for span in spans if markup.allowed(span) != (span.name, span.classes, span.annotation)),
            None,
        )
        if bad:
            yield "styling", f"{shown(markup.tag(bad))} has a class or a language that is no name; left out"
    if cue.settings and cue.settings.region is not None and cue.settings.region not in known:
        yield "region", f"there is no region {shown(cue.settings.region)}; left out"
    if cue.id and (held(showable_lines(cue.id)) != cue.id or "\n" in cue.id):
        yield "identifier", f"the identifier {shown(cue.id)} would end the block; written otherwise"
