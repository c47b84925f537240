"""Words and their times for captions that have none: each cue's time shared by its characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.editing import splitting
from subkit.labels import undashed
from subkit.model import LineBreak, Segment, Speaker, Transcript, Word
from subkit.report import Repair
from subkit.timecode import shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Captions, Cue, Token


def transcript(captions: Captions) -> Transcript:
    """The captions as a transcript of kind ``captions``, which can be cut anew: a segment a cue, with its line breaks.

    A cue whose words hold its text and are timed keeps them; all other words get times by their characters within the
    cue, which `Transcript.repairs` says, one repair of kind ``interpolated`` for each run of such cues. A cue without text
    is left out.
    """
    speakers = _speakers(captions)
    ids = {speaker.label: speaker.id for speaker in speakers if speaker.label}
    known = [_held(cue) for cue in captions.cues]
    segments = tuple(
        Segment(
            _tokens(rows or _spread(cue, captions.language)),
            ids.get(cue.speaker or ""),
            cue.start,
            cue.end,
        )
        for cue, rows in zip(captions.cues, known, strict=True)
        if any(map(str.strip, cue.lines))
    )
    return Transcript(
        segments=segments,
        speakers=speakers,
        language=captions.language,
        kind="captions",
        repairs=(*captions.repairs, *_repairs(captions.cues, known)),
    )


def with_words(captions: Captions) -> Captions:
    """The same captions with the words of every cue filled in as `transcript` has them; ``repairs`` says which were."""
    known = [_held(cue) for cue in captions.cues]
    cues = tuple(
        cue
        if rows
        else replace(cue, words=tuple([word for row in _spread(cue, captions.language) for word in row]))
        for cue, rows in zip(captions.cues, known, strict=True)
    )
    return replace(captions, cues=cues, repairs=(*captions.repairs, *_repairs(captions.cues, known)))


def _held(cue: Cue) -> list[list[Word]]:
    """The cue's own words by line; nothing if they are not timed, or are not what its lines show."""
    rows: list[list[Word]] = []
    words = iter(cue.words)
    for line in map(undashed, cue.lines) if cue.speakers else cue.lines:
        text = "".join(line.split())
        row: list[Word] = []
        size = 0
        while size < len(text):
            word = next(words, None)
            if word is None or word.start is None or word.end is None:
                return []
            row.append(word)
            size += len("".join(word.text.split()))
        if "".join("".join([word.text for word in row]).split()) != text:
            return []
        rows.append(row)
    return rows if next(words, None) is None else []


def _spread(cue: Cue, language: str | None) -> list[list[Word]]:
    """The words of the cue's lines, each with its share of the cue's time."""
    rows = splitting.rows(cue.lines, language)
    times = iter(shares(cue.start, cue.end, [len(word.text) for row in rows for word in row]))
    return [
        [Word(word.text, *span, glued=word.glued) for word, span in zip(row, times, strict=False)]
        for row in rows
    ]


def _tokens(rows: Sequence[Sequence[Word]]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for row in filter(None, rows):
        if tokens:
            tokens.append(LineBreak())
        tokens += row
    return tuple(tokens)


def _speakers(captions: Captions) -> tuple[Speaker, ...]:
    """Those of the transcript that the captions were cut from, and whoever else has a label here."""
    given = captions.transcript.speakers if captions.transcript else ()
    named = {speaker.label for speaker in given}
    others = dict.fromkeys(cue.speaker for cue in captions.cues if cue.speaker and cue.speaker not in named)
    return (*given, *(Speaker(label, label) for label in others))


def _repairs(cues: Sequence[Cue], known: Sequence[object]) -> list[Repair]:
    """One repair for each run of cues whose words were interpolated."""
    found: list[Repair] = []
    first = 0
    for number in range(1, len(cues) + 2):
        wanting = (
            number <= len(cues) and not known[number - 1] and any(map(str.strip, cues[number - 1].lines))
        )
        if wanting:
            first = first or number
        elif first:
            last = number - 1
            place = f"cue {first}" if first == last else f"cues {first} to {last}"
            found.append(Repair("interpolated", place, "no word times; each cue's time shared by characters"))
            first = 0
    return found
