"""Word times made usable: missing, unsorted, overlapping, zero, negative, in the wrong unit; every repair is reported."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, islice, pairwise
from operator import le, sub
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from subkit.captioning import spread, units
from subkit.errors import PayloadError
from subkit.model import Pause, Word
from subkit.report import Repair
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Media, Segment, Transcript

TOLERANCE = 100
"""How far, in ms, a word may run into the next before strict mode calls it more than noise (house figure)."""

_EXPECTED = {
    "missing-time": ("had no times", "a time in ms"),
    "negative-time": ("had times before zero", "a time not before 0"),
    "out-of-range": ("began after the end of the media", "a time before the end of the media"),
    "negative-length": ("ended before it began", "a time not before the start"),
    "zero-length": ("had no length", "a time after the start"),
    "too-long": ("lasted longer than a word can", "the length of a spoken word"),
    "unit": ("had times in the wrong unit", "times in the unit of the other words"),
    "unsorted": ("had times out of order", "a time not before that of the word in front"),
    "duplicate-time": ("had the same times as a neighbour", "times of its own"),
    "overlap": ("ran into the next word", "a time not after the start of the next word"),
    "no-room": ("had to make room for a neighbour", "room for every word"),
}
_NOISE = {"zero-length", "too-long", "no-room"}
"""What speech recognisers do every day: no reason for strict mode to refuse a payload."""


def repaired(transcript: Transcript, *, strict: bool = False) -> Transcript:
    """The same transcript with every word timed, in order and without overlap.

    Starts never go back, a word ends at or before the next one's start, and lasts at least 1 ms. No word is added, lost
    or moved; a word whose times are usable keeps them, unless its neighbours need some of its time. A transcript
    that needs nothing is returned as it is, otherwise `Transcript.repairs` says what was done: one repair for each run of
    words with the same fault.

    - Times of a whole document, or of single words, that are 1000 times too large are divided.
    - Times before zero, and starts well after the end of the media, are as good as missing.
    - Of starts that go back, the fewest words that explain it lose their times.
    - Words without a start are spread between their neighbours, within pauses and segment edges, by length.
    - An end is cut at the next word's start; words that start together share their time by length.

    Args:
        transcript: what an adapter made of a payload.
        strict: refuse instead of repairing. Noise of speech recognisers is let pass and repaired all the same: words
            without length, too long ones, and overlaps up to `TOLERANCE`.

    Raises:
        PayloadError: a word needs a repair (only if strict); the path is one within the transcript.
    """
    tokens = chain.from_iterable([segment.tokens for segment in transcript.segments])
    words = [token for token in tokens if type(token) is Word]
    starts, ends = [word.start for word in words], [word.end for word in words]
    if _usable(starts, ends, _last_start(transcript.media)):
        return transcript
    if units.wrong_unit([word.text for word in words], starts, ends, transcript.media):
        return _rescaled(transcript, words, strict=strict)
    return _mended(transcript, words, strict=strict)


def _usable(starts: list[int | None], ends: list[int | None], last: int | None) -> bool:
    """Whether the times can stay as they are: the one pass that clean transcripts pay for."""
    if not starts:
        return True
    try:
        lengths = list(map(sub, ends, starts))
    except TypeError:
        return False
    return (
        starts[0] >= 0
        and min(lengths) > 0
        and max(lengths) <= units.LONG
        and all(map(le, ends, islice(starts, 1, None)))
        and (last is None or starts[-1] <= last)
    )


def _last_start(media: Media | None) -> int | None:
    """After this no word can begin, as far as the media's duration tells: it may be rounded, or the audio's alone."""
    duration = media.duration if media else None
    return duration + duration // 20 + 5000 if duration and duration > 0 else None


def _rescaled(transcript: Transcript, words: list[Word], *, strict: bool) -> Transcript:
    message = "most words last a thousand times longer than words do; all times divided by 1000"
    if strict:
        first = next(index for index, word in enumerate(words) if word.start or word.end)
        raise PayloadError(_path(transcript, first, "start"), "seconds", "a time that must be milliseconds")
    unit = Repair("unit", "all words", message)
    scaled = units.rescaled(transcript)
    return repaired(replace(scaled, repairs=(*scaled.repairs, unit)), strict=strict)


def _mended(transcript: Transcript, words: list[Word], *, strict: bool) -> Transcript:
    transcript, last = _with_credible_media(transcript, words, strict=strict)
    faults: dict[int, str] = {}
    starts, ends = [word.start for word in words], [word.end for word in words]
    _divide_strays(words, starts, ends, faults)
    _clear(words, starts, ends, faults, last)
    for index in _out_of_order(starts):
        starts[index] = ends[index] = None
        faults[index] = "unsorted"
    fences, seams = _bounds(transcript, last)
    columns = spread.Columns([word.text for word in words], starts, ends, fences, seams, last)
    times = list(zip(*spread.placed(columns), strict=True))
    changed = [index for index, word in enumerate(words) if times[index] != (word.start, word.end)]
    for index in changed:
        if index not in faults:
            faults[index] = _collision(words, index)
    if strict:
        _refuse(transcript, words, faults)
    repairs = _reported(transcript, words, times, faults)
    segments = _rebuilt(transcript.segments, times, changed)
    if not repairs and not changed:
        return transcript
    return replace(transcript, segments=segments, repairs=(*transcript.repairs, *repairs))


def _with_credible_media(
    transcript: Transcript, words: list[Word], *, strict: bool
) -> tuple[Transcript, int | None]:
    """The transcript without a media duration that most words contradict, and the last start that it allows."""
    last = _last_start(transcript.media)
    media = transcript.media
    if media is None or last is None:
        return transcript, None
    beyond = sum(word.start is not None and word.start > last for word in words)
    if 2 * beyond <= len(words) and last >= spread.LEAST * len(words):
        return transcript, last
    if strict:
        raise PayloadError("media.duration", "a duration that holds the words", f"{media.duration} ms")
    message = f"{media.duration} ms cannot hold the words; the duration is left out"
    repair = Repair("out-of-range", "media duration", message)
    return replace(
        transcript, media=replace(media, duration=None), repairs=(*transcript.repairs, repair)
    ), None


def _divide_strays(
    words: list[Word], starts: list[int | None], ends: list[int | None], faults: dict[int, str]
) -> None:
    """Divide the times of single words by 1000 where they are endless as they stand and fit their neighbours then."""
    endless = [
        index
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start is not None and end is not None and units.is_endless(words[index].text, end - start)
    ]
    if not endless:
        return
    strays = set(endless)
    following: int | None = None
    after: dict[int, int | None] = {}
    for index in range(len(words) - 1, -1, -1):
        start = starts[index]
        if index in strays:
            after[index] = following
        elif start is not None and start >= 0:
            following = start
    before: int | None = None
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is None or end is None:
            continue
        limit = after.get(index)
        if index in strays:
            scaled = start // 1000
            fits = before is not None if limit is None else start > limit >= scaled
            if not fits or (before is not None and scaled < before) or end // 1000 <= scaled:
                continue
            starts[index], ends[index] = scaled, end // 1000
            faults[index] = "unit"
            before = scaled
        else:
            before = start


def _clear(
    words: list[Word],
    starts: list[int | None],
    ends: list[int | None],
    faults: dict[int, str],
    last: int | None,
) -> None:
    """Take away the times that cannot be; give words that only have an end a start."""
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is not None and end is not None and start >= 0 and start < end:
            if last is not None and start > last:
                starts[index] = ends[index] = None
                faults[index] = "out-of-range"
            elif end - start > units.LONG and units.is_endless(words[index].text, end - start):
                ends[index] = None
                faults[index] = "too-long"
            continue
        faults[index] = _fault(start, end)
        if start is not None and start < 0:
            start = None
        if end is not None and (end <= 0 or (start is not None and end <= start)):
            end = None
        if last is not None and (start if start is not None else end or 0) > last:
            start = end = None
            faults[index] = "out-of-range"
        if start is None and end is not None:
            start = max(0, end - spread.estimate(words[index].text))
            before = ends[index - 1] if index else None
            if before is not None and start < before < end:
                start = before
        starts[index], ends[index] = start, end


def _fault(start: int | None, end: int | None) -> str:
    if (start is not None and start < 0) or (end is not None and end < 0):
        return "negative-time"
    if start is None or end is None:
        return "missing-time"
    return "zero-length" if start == end else "negative-length"


def _out_of_order(starts: list[int | None]) -> list[int]:
    """The fewest words without which the known starts never go back (patience sorting)."""
    known = [(index, start) for index, start in enumerate(starts) if start is not None]
    if all(start <= following for (_, start), (_, following) in pairwise(known)):
        return []
    tails: list[int] = []
    piles: list[int] = []
    for _, start in known:
        pile = len(tails) if not tails or start >= tails[-1] else bisect_right(tails, start)
        tails[pile : pile + 1] = [start]
        piles.append(pile)
    wanted = len(tails) - 1
    strays = []
    for (index, _), pile in zip(reversed(known), reversed(piles), strict=True):
        if pile == wanted:
            wanted -= 1
        else:
            strays.append(index)
    return strays[::-1]


def _bounds(transcript: Transcript, last: int | None) -> tuple[dict[int, tuple[int, int]], set[int]]:
    """What bounds the room of words without times: timed pauses and segment edges; and where segments begin."""
    closes: dict[int, int] = {}
    opens: dict[int, int] = {}
    seams = set()

    def bound(index: int, close: int | None, reopen: int | None) -> None:
        if close is not None and 0 <= close and (last is None or close <= last):
            closes[index] = min(close, closes.get(index, close))
        if reopen is not None and 0 <= reopen and (last is None or reopen <= last):
            opens[index] = max(reopen, opens.get(index, reopen))

    index = 0
    for segment in transcript.segments:
        seams.add(index)
        bound(index, None, segment.start)
        for token in segment.tokens:
            if type(token) is Word:
                index += 1
            elif type(token) is Pause and token.start is not None and token.end is not None:
                if token.start <= token.end:
                    bound(index, token.start, token.end)
        bound(index, segment.end, None)
    if index not in closes and transcript.media:
        bound(index, transcript.media.duration, None)
    fences = {}
    for place in closes.keys() | opens.keys():
        reopen = opens.get(place, closes.get(place, 0))
        fences[place] = (min(closes.get(place, reopen), reopen), reopen)
    return fences, seams


def _collision(words: list[Word], index: int) -> str:
    """Why a word that is sound in itself could not keep its times."""
    word = words[index]
    neighbours = words[max(index - 1, 0) : index] + words[index + 1 : index + 2]
    if any((word.start, word.end) == (other.start, other.end) for other in neighbours):
        return "duplicate-time"
    return "overlap" if _overrun(words, index) > 0 else "no-room"


def _overrun(words: list[Word], index: int) -> int:
    """How far a word runs into the next, in ms, as far as their times are known."""
    end = words[index].end
    following = words[index + 1].start if index + 1 < len(words) else None
    return end - following if end is not None and following is not None else 0


def _refuse(transcript: Transcript, words: list[Word], faults: dict[int, str]) -> None:
    for index in sorted(faults):
        fault, word = faults[index], words[index]
        noise = fault in _NOISE or (fault == "overlap" and _overrun(words, index) <= TOLERANCE)
        if noise:
            continue
        if fault == "duplicate-time" and cast("int", word.end) - cast("int", word.start) <= TOLERANCE:
            continue
        field = (
            "end"
            if word.start is not None and fault in {"missing-time", "overlap", "negative-length"}
            else "start"
        )
        time = word.start if field == "start" else word.end
        raise PayloadError(
            _path(transcript, index, field), _EXPECTED[fault][1], "nothing" if time is None else f"{time} ms"
        )


def _path(transcript: Transcript, index: int, field: str) -> str:
    """The path of a word's time within the transcript."""
    seen = 0
    for number, segment in enumerate(transcript.segments):
        for place, token in enumerate(segment.tokens):
            if type(token) is Word:
                if seen == index:
                    return f"segments[{number}].tokens[{place}].{field}"
                seen += 1
    raise AssertionError(f"no word {index}")


def _reported(
    transcript: Transcript, words: list[Word], times: list[tuple[int, int]], faults: dict[int, str]
) -> list[Repair]:
    """One repair for each run of adjoining words with the same fault."""
    counts = [sum(type(token) is Word for token in segment.tokens) for segment in transcript.segments]
    firsts = [0, *accumulate(counts)]

    def named(index: int) -> str:
        return f"word {index + 1} {words[index].text[:40]!r} (segment {bisect_right(firsts, index)})"

    repairs = []
    for first, last in _runs(faults):
        span = f"{clock(times[first][0])} to {clock(times[last][1])}"
        found = _EXPECTED[faults[first]][0]
        if first == last:
            repairs.append(Repair(faults[first], named(first), f"{found}; now {span}"))
        else:
            message = f"{last - first + 1} words that {found}; now {span}"
            repairs.append(Repair(faults[first], f"{named(first)} to {named(last)}", message))
    return repairs


def _runs(faults: dict[int, str]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of adjoining words with the same fault."""
    first = last = -1
    for index in sorted(faults):
        if first >= 0 and (index != last + 1 or faults[index] != faults[first]):
            yield first, last
            first = index
        elif first < 0:
            first = index
        last = index
    if first >= 0:
        yield first, last


def _rebuilt(
    segments: Sequence[Segment], times: list[tuple[int, int]], changed: list[int]
) -> tuple[Segment, ...]:
    """The segments with new times; those without a changed word are the same objects."""
    rebuilt = []
    index = 0
    for segment in segments:
        tokens = segment.tokens
        beyond = index + sum([type(token) is Word for token in tokens])
        if bisect_left(changed, index) == bisect_left(changed, beyond):
            rebuilt.append(segment)
        else:
            own = iter(times[index:beyond])
            rebuilt.append(
                replace(
                    segment, tokens=tuple([_timed(t, next(own)) if type(t) is Word else t for t in tokens])
                )
            )
        index = beyond
    return tuple(rebuilt)


def _timed(word: Word, times: tuple[int, int]) -> Word:
    if times == (word.start, word.end):
        return word
    return Word(word.text, *times, word.confidence, word.speaker, word.glued, word.highlight)
