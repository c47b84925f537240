"""Sounds of hesitation left out: ``um``, ``euh``, ``äh``; their time becomes part of the pause between the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.model import Word
from subkit.patterns import pattern
from subkit.rewording.places import Tally, apart, folded, in_sounds

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from subkit.model import Segment, Token, Transcript

_run = pattern(r"(\w)\1{2,}")
_end = pattern(r"(?<!\.)[.!。！](?!\.)")
_light = pattern(r"[\s,.;:!…。！、，\-–—]*")
_CLAUSE = ",;:、，；："
_SENTENCE = tuple(".?!…。！？")
_CLOSERS = "\"'”’»)]}」』）】"
_DOTTED = ("tr", "az")


def removed(transcript: Transcript, forms: AbstractSet[str], language: str | None) -> Transcript:
    """The same transcript without its fillers.

    A filler that asks (``Hm?``), or carries a quotation mark or a bracket, stays. A full stop goes to the word before, if that
    has no mark and is of the same segment and speaker; a capital goes to the word after. No other word and no time changes.

    Args:
        transcript: what a provider heard.
        forms: the fillers, in lower case; a letter that is drawn out (``ummmm``) is found as one or two.
        language: a BCP 47 tag, for the capitals of Turkish.
    """
    tally = Tally("removed")
    number = 1
    segments: list[Segment] = []
    for segment in transcript.segments:
        words = list(segment.words)
        gone = _fillers(words, forms)
        for at in gone:
            tally.note(apart(words[at].text)[1].lower(), "left out as a sound of hesitation", number + at)
        segments.append(_without(segment, words, gone, language) if gone else segment)
        number += len(words)
    repairs = tally.repairs()
    if not repairs:
        return transcript
    return replace(transcript, segments=tuple(segments), repairs=(*transcript.repairs, *repairs))


def _fillers(words: list[Word], forms: AbstractSet[str]) -> list[int]:
    texts = [word.text for word in words]
    candidates = {text for text in set(texts) if _is_filler(text, forms)}
    if not candidates:
        return []
    left_alone = in_sounds(texts)
    return [at for at, text in enumerate(texts) if text in candidates and at not in left_alone]


def _is_filler(text: str, forms: AbstractSet[str]) -> bool:
    head, core, tail = apart(folded(text))
    known = core in forms or (
        bool(_run.search(core)) and not forms.isdisjoint((_run.sub(r"\1", core), _run.sub(r"\1\1", core)))
    )
    return known and _light.fullmatch(head + tail) is not None


def _without(segment: Segment, words: list[Word], gone: list[int], language: str | None) -> Segment:
    """A segment without some of its words, and what their marks and capitals leave behind."""
    left_out = set(gone)
    kept: dict[int, Word] = {}
    before, capital, touching = -1, False, True
    for at, word in enumerate(words):
        if at in left_out:
            _, core, tail = apart(word.text)
            starts = before < 0 or kept[before].text.rstrip(_CLOSERS).endswith(_SENTENCE)
            capital = capital or (core[:1].isupper() and starts)
            touching = touching and word.glued
            stop = _end.search(tail)
            if before >= 0 and not starts and stop and kept[before].speaker == word.speaker:
                kept[before] = replace(kept[before], text=f"{kept[before].text.rstrip(_CLAUSE)}{stop[0]}")
            continue
        text = _capitalised(word.text, language) if capital else word.text
        changed = text != word.text or (word.glued and not touching)
        kept[at] = replace(word, text=text, glued=word.glued and touching) if changed else word
        before, capital, touching = at, False, True
    tokens: list[Token] = []
    at = 0
    for token in segment.tokens:
        if isinstance(token, Word):
            tokens += [kept[at]] if at in kept else []
            at += 1
        else:
            tokens.append(token)
    return replace(segment, tokens=tuple(tokens))


def _capitalised(text: str, language: str | None) -> str:
    head, core, tail = apart(text)
    dotted = core[:1] == "i" and (language or "").split("-")[0].lower() in _DOTTED
    return f"{head}{'İ' if dotted else core[:1].upper()}{core[1:]}{tail}"
