"""An edited text as a transcript that can be cut anew: its words with true times, their speakers, the pauses between them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import speakers
from subkit.editing import splitting
from subkit.editing.alignment import aligned
from subkit.editing.naming import names
from subkit.model import Captions, Pause, Segment, Speaker, Token, Transcript, Word
from subkit.wording import parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.editing.alignment import Aligned


class Block(Struct, frozen=True):
    """A cue or a line of an edited text.

    Attributes:
        lines: its lines, without a label of whom the transcript knows.
        speaker: the id of who speaks, as far as the text says; ``None`` if only the transcript can tell.
        shown: when it was shown, in ms; ``None`` for plain text.
    """

    lines: tuple[str, ...]
    speaker: str | None = None
    shown: tuple[int, int] | None = None


def transcribed(
    edited: Captions | str, heard: Transcript, *, least: float, source: str
) -> tuple[Aligned, Transcript]:
    """The edited text laid beside what was heard, and as a transcript of its own.

    A word that was heard has its speaker, and others that of the words around them; labels in the text come first. A
    pause that the provider marked stays where the words on either side of it do.

    Args:
        edited: captions, or plain text of lines.
        heard: the transcript; its words are timed and in order.
        least: as `subkit.editing.alignment.aligned` has it.
        source: what to call the edited text in messages.

    Raises:
        InputError: the transcript has no words, or too few of the text's were heard.
    """
    ids = speakers.ids(heard)
    labels = speakers.labels(heard, ids)
    known = _Known(heard, ids, labels)
    found, blocks = _laid_beside(edited, known, least, source)
    new = names(found, ids, {block.speaker for block in blocks if block.speaker})
    if new.renamed or new.others:
        known = _Known(
            speakers.renamed(heard, new.renamed),
            ids,
            labels | new.renamed | {label: label for label in new.others},
        )
        found, blocks = _laid_beside(edited, known, least, source)
    made = _made(edited, known, found, blocks)
    if known.labels and not speakers.labels(made, speakers.ids(made)):
        # Where one speaks alone nobody is named: the labels in the text would be lost.
        known = _Known(heard, ids, {})
        found, blocks = _laid_beside(edited, known, least, source)
        made = _made(edited, known, found, blocks)
    return found, made


class _Known(Struct, frozen=True):
    """What was heard, the speaker's id of each word, and the labels that may stand in the text, by id."""

    heard: Transcript
    ids: list[str | None]
    labels: dict[str, str]


def _laid_beside(
    edited: Captions | str, known: _Known, least: float, source: str
) -> tuple[Aligned, list[Block]]:
    """The text without the labels that are known, and its words where they were heard."""
    if isinstance(edited, str):
        blocks = [_unlabelled((line,), None, known.labels) for line in edited.splitlines()]
    else:
        keys = {label: key for key, label in known.labels.items()}
        blocks = [
            _unlabelled(
                cue.lines,
                keys.get(cue.speaker, cue.speaker) if cue.speaker else None,
                known.labels,
                (cue.start, cue.end),
            )
            for cue in edited.cues
        ]
    found = aligned(
        [splitting.rows(block.lines, known.heard.language) for block in blocks],
        known.heard,
        shown=[block.shown for block in blocks if block.shown],
        least=least,
        source=source,
        unit="line" if isinstance(edited, str) else "cue",
    )
    return found, blocks


def _made(edited: Captions | str, known: _Known, found: Aligned, blocks: Sequence[Block]) -> Transcript:
    heard, ids = known.heard, known.ids
    pauses = _pauses(heard)
    said_by = _speakers(blocks, found, ids)
    befores = [None, *[origins[-1] if origins else None for origins in found.origins]]
    segments = tuple(
        Segment(tuple(_tokens(words, origins, by, pauses, before)))
        for words, origins, by, before in zip(found.blocks, found.origins, said_by, befores, strict=False)
        if words
    )
    own = () if isinstance(edited, str) else edited.repairs
    return replace(
        heard,
        segments=segments,
        speakers=(*heard.speakers, *_others(blocks, known)),
        kind="transcript",
        repairs=(*own, *heard.repairs, *found.repairs),
    )


def _others(blocks: Sequence[Block], known: _Known) -> list[Speaker]:
    """Those whom the text names and the transcript does not list."""
    listed = {*known.ids, *(one.id for one in known.heard.speakers)}
    named = dict.fromkeys(block.speaker for block in blocks if block.speaker not in listed)
    return [Speaker(key, known.labels.get(key, key)) for key in named if key]


def _unlabelled(
    lines: Sequence[str], speaker: str | None, labels: dict[str, str], shown: tuple[int, int] | None = None
) -> Block:
    """A block without the label that its text begins with, if it is one of those."""
    first = " ".join(parted(lines[0])) if lines else ""
    turned = first.lstrip(">-–— ")
    for key, label in labels.items():
        for prefix in (f"{label}:", f"[{label.upper()}]"):
            rest = turned.removeprefix(prefix)
            if len(rest) < len(turned) and (rest or len(lines) > 1):
                return Block((rest, *lines[1:]), key, shown)
    return Block(tuple(lines), speaker, shown)


def _speakers(blocks: Sequence[Block], found: Aligned, ids: Sequence[str | None]) -> list[list[str | None]]:
    """Who says each word: whom the text names, or whoever was heard, or the speaker of the words before, or after."""
    said_by = [
        [block.speaker or (ids[origin[0]] if origin else None) for origin in origins]
        for block, origins in zip(blocks, found.origins, strict=True)
    ]
    last = next((one for one in chain.from_iterable(said_by) if one), None)
    for row in said_by:
        inner = next((one for one in row if one), None)
        last = inner or last
        for at, one in enumerate(row):
            last = row[at] = one or last
    return said_by


def _pauses(heard: Transcript) -> dict[int, list[Pause]]:
    """The pauses that the provider marked, by the place of the word after them."""
    found: dict[int, list[Pause]] = {}
    place = 0
    for token in chain.from_iterable([segment.tokens for segment in heard.segments]):
        if type(token) is Word:
            place += 1
        elif type(token) is Pause:
            found.setdefault(place, []).append(token)
    return found


def _tokens(
    words: Sequence[Word],
    origins: Sequence[tuple[int, int] | None],
    said_by: Sequence[str | None],
    pauses: dict[int, list[Pause]],
    before: tuple[int, int] | None,
) -> Iterator[Token]:
    """A block's words with the pauses among them; ``before`` is what the last word of the block before stands for."""
    for word, origin, speaker in zip(words, origins, said_by, strict=True):
        if origin and before and before[1] + 1 == origin[0]:
            yield from pauses.get(origin[0], ())
        before = origin
        yield word if word.speaker == speaker else replace(word, speaker=speaker)
