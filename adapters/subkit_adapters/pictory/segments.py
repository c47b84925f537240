"""From Pictory's segments to the model's."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise, repeat
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from subkit import model
from subkit.model import Pause, Token, Word
from subkit.timecode import all_from_seconds
from subkit.wording import fit, kept, one_line, shown, words
from subkit.writing import runs_on, unspaced
from subkit_adapters.together import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.payload import Identifier
    from subkit.report import RepairLog
    from subkit_adapters.pictory.wire import Entry, Segment


class Segments(Reader["Segment"]):
    """Reads the segments of a transcript.

    Args:
        path: where they stand in the payload.
        log: takes the repairs.
    """

    def __init__(self, path: str, log: RepairLog) -> None:
        super().__init__()
        self.vocabulary[""] = ""  # what pauses say
        self._path, self._log = path, log
        self._spaced = True

    def quick(self, told: list[Segment]) -> tuple[list[list[Token]], bool] | None:
        """The tokens, if words need no repair and pauses hold no text; see `subkit_adapters.together.Reader`.

        It looks at columns of all entries: a step for every entry takes twice as long. So pauses are made words at first.
        """
        sizes = [len(segment.words) for segment in told]
        entries = list(chain.from_iterable([segment.words for segment in told]))
        texts = [entry.word for entry in entries]
        silent = list(compress(range(len(entries)), [entry.is_pause for entry in entries]))
        if texts.count("") != len(silent) or any([texts[at] for at in silent]):  # noqa: C419  # shorter is faster
            return None
        said = kept(texts, self.vocabulary, self._are_fit)
        if said is None:
            return None
        starts = all_from_seconds([entry.start_time for entry in entries])
        ends = all_from_seconds([entry.end_time for entry in entries])
        own = list(chain.from_iterable(map(repeat, [segment.speaker for segment in told], sizes)))
        speakers = [entry.speaker for entry in entries]
        highlights = [entry.highlight for entry in entries]
        edges = list(pairwise(accumulate(sizes, initial=0)))
        columns: list[Iterable[Any]] = [said, starts, ends]
        if speakers != own or any(highlights) or not self._spaced:
            glued = chain.from_iterable([_glued(said[first:end]) for first, end in edges])
            columns += [repeat(None), map(_voice, speakers, own), glued, map(bool, highlights)]
        tokens: list[Token] = list(map(Word, *columns))
        for at in silent:
            tokens[at] = Pause(starts[at], ends[at], _size(entries[at].pause_size))
        return [tokens[first:end] for first, end in edges], speakers == own

    def walked(self, told: Segment, at: int) -> list[Token]:
        """The tokens of entries, some of which need repair."""
        entries = told.words
        starts = all_from_seconds([entry.start_time for entry in entries])
        ends = all_from_seconds([entry.end_time for entry in entries])
        tokens: list[Token] = []
        for index, (entry, start, end) in enumerate(zip(entries, starts, ends, strict=True)):
            voice = _voice(entry.speaker, told.speaker)
            if entry.word and entry.word in self.vocabulary and not entry.is_pause:
                tokens.append(Word(entry.word, start, end, None, voice, False, entry.highlight or False))
            else:
                path = f"{self._path}[{at}].words[{index}]"
                tokens += _tokens(entry, start, end, voice, path=path, log=self._log)
        texts = [token.text if isinstance(token, Word) else "" for token in tokens]
        if unspaced("".join(texts)):
            for place in compress(range(len(texts)), _glued(texts)):
                tokens[place] = replace(tokens[place], glued=True)
        return tokens

    def made(self, told: Segment, tokens: list[Token]) -> model.Segment:
        """The segment with its tokens."""
        uid = None if told.uid is None else one_line(str(told.uid))
        return model.Segment(tuple(tokens), _id(told.speaker), id=uid)

    def _are_fit(self, texts: list[str]) -> bool:
        """Whether the texts are words as they stand; takes down if some are of scripts without blanks."""
        self._spaced = self._spaced and not unspaced("".join(texts))
        return fit(texts)


def _glued(texts: list[str]) -> list[bool]:
    """Before which words of a segment no blank belongs: Pictory gives neither blanks nor their absence."""
    before = ""
    glued = []
    for text in texts:
        glued.append(before != "" and text != "" and runs_on(before, text))
        before = text or before
    return glued


def _tokens(
    entry: Entry, start: int | None, end: int | None, voice: str | None, *, path: str, log: RepairLog
) -> list[Token]:
    """The tokens of an entry that may need repair."""
    if entry.is_pause:
        size = _size(entry.pause_size)
        if not entry.word.strip():
            return [Pause(start, end, size)]
        log.note("pause-with-text", f"{path}.word", "no text in a pause", shown(entry.word), "kept both")
        spoken = words(entry.word, start, end, f"{path}.word", log)
        return [Pause(size=size), *(Word(*word, speaker=voice) for word in spoken)]
    highlight = entry.highlight or False
    spoken = words(entry.word, start, end, f"{path}.word", log)
    return [Word(*word, speaker=voice, highlight=highlight) for word in spoken]


def _voice(speaker: Identifier | None, own: Identifier | None) -> str | None:
    """Who speaks a word, where it is somebody else than the segment's speaker."""
    return None if speaker is None or speaker == own else _id(speaker)


@lru_cache(maxsize=64)
def _id(number: Identifier | None) -> str | None:
    return None if number is None or number == "" else one_line(str(number))


@lru_cache(maxsize=16)
def _size(category: str | None) -> str | None:
    return None if category is None else one_line(category)
