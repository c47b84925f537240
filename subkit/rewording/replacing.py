"""Words and phrases replaced by others: ``sub kit`` by ``subkit``, with the marks around them and their times kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit import wording
from subkit.model import Word
from subkit.rewording.places import Tally, apart, folded, in_sounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.model import Segment, Token, Transcript

_Entry = tuple[list[str], list[str]]


def replaced(transcript: Transcript, replacements: Mapping[str, str]) -> Transcript:
    """The same transcript with words and phrases replaced, each once, the longest first.

    A phrase is found whatever its case, within a segment, whole words only; marks may stand before its first word and after
    its last, and stay. What is written small in the list gets a capital where the first word found has one. As many words
    as before keep the times one by one; otherwise the new ones share the time of all by their length.

    Args:
        transcript: what a provider heard.
        replacements: the new words by the old, words parted by blanks; neither is empty.
    """
    entries: dict[str, list[_Entry]] = {}
    for old, new in replacements.items():
        words = folded(old).split()
        entries.setdefault(_key(words[0]), []).append((words, new.split()))
    for same in entries.values():
        same.sort(key=lambda entry: -len(entry[0]))
    tally = Tally("replaced")
    number = 1
    segments: list[Segment] = []
    for segment in transcript.segments:
        tokens = _tokens(segment, entries, tally, number)
        segments.append(segment if tokens is None else replace(segment, tokens=tokens))
        number += sum(1 for _ in segment.words)
    repairs = tally.repairs()
    if not repairs:
        return transcript
    return replace(transcript, segments=tuple(segments), repairs=(*transcript.repairs, *repairs))


def _key(word: str) -> str:
    return apart(word)[1] or word


def _tokens(
    segment: Segment, entries: dict[str, list[_Entry]], tally: Tally, number: int
) -> tuple[Token, ...] | None:
    """The tokens of a segment with what is found replaced; ``None`` if nothing is. ``number`` is that of its first word."""
    words = list(segment.words)
    texts = [folded(word.text) for word in words]
    left_alone = in_sounds([word.text for word in words])
    changes: dict[int, list[Word]] = {}
    at = 0
    while at < len(words):
        found = _found(texts, at, entries, left_alone)
        if found is None:
            at += 1
            continue
        (old, new), end = found, at + len(found[0])
        run = words[at:end]
        made = _made(run, old, new)
        tally.note(" ".join(old), f"replaced by {' '.join(new)!r}", number + at)
        if len(made) == len(run):
            changes |= {place: [word] for place, word in enumerate(made, at)}
        else:
            changes |= {at: made} | {place: [] for place in range(at + 1, end)}
        at = end
    return _changed(segment.tokens, changes) if changes else None


def _found(
    texts: list[str], at: int, entries: dict[str, list[_Entry]], left_alone: set[int]
) -> _Entry | None:
    """The longest entry that stands at a word."""
    for entry in entries.get(_key(texts[at]), ()):
        old = entry[0]
        run = texts[at : at + len(old)]
        if (
            len(run) == len(old)
            and left_alone.isdisjoint(range(at, at + len(old)))
            and _without_head(run[0], old[0], alone=len(old) == 1)
            and run[1:-1] == old[1:-1]
            and (len(old) == 1 or run[-1].startswith(old[-1]))
            and not any(map(str.isalnum, run[-1].partition(old[-1])[2]))
        ):
            return entry
    return None


def _without_head(text: str, old: str, *, alone: bool) -> bool:
    """Whether a word is the old one but for marks before it; and after it, where it is the only one."""
    head, found, tail = text.partition(old)
    return found != "" and not any(map(str.isalnum, head)) and (alone or not tail)


def _made(run: list[Word], old: list[str], new: list[str]) -> list[Word]:
    """The new words in the place of a run: with the marks around it, its times, and all else of its first word."""
    first, last = run[0], run[-1]
    head = folded(first.text).partition(old[0])[0]
    tail = folded(last.text).partition(old[-1])[2]
    texts = list(new)
    begun = first.text[len(head) :][:1]
    if begun.isupper() and texts[0][:1].islower() and not texts[0][1:2].isupper():
        texts[0] = texts[0][:1].upper() + texts[0][1:]
    texts[0] = first.text[: len(head)] + texts[0]
    texts[-1] += last.text[len(last.text) - len(tail) :] if tail else ""
    if len(texts) == len(run):
        return [replace(word, text=text) for word, text in zip(run, texts, strict=True)]
    times = wording.spread(texts, first.start, last.end)
    return [
        Word(text, start, end, first.confidence, first.speaker, first.glued and not place, first.highlight)
        for place, (text, start, end) in enumerate(times)
    ]


def _changed(tokens: tuple[Token, ...], changes: dict[int, list[Word]]) -> tuple[Token, ...]:
    made: list[Token] = []
    at = 0
    for token in tokens:
        if isinstance(token, Word):
            made += changes.get(at, [token])
            at += 1
        else:
            made.append(token)
    return tuple(made)
