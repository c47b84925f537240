"""What was heard on several channels, told in one order: by time, each speaker's phrases whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.model import Pause, Segment, Token, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PAUSE = 300
"""The silence, in ms, after which a channel lets another one have its turn (house figure)."""

PATIENCE = 2000
"""How much later, in ms, a word may begin than one of another channel that stands after it (house figure)."""

_ENDS = tuple(".?!…。！？؟।")
_CLOSERS = "\"'”’»)]」』）"


class _Heard(NamedTuple):
    """A token of a channel: which segment it is from, and when it begins, in ms, never before the one before it."""

    token: Token
    segment: int
    at: int


def merged(channels: Mapping[str, Sequence[Segment]]) -> tuple[Segment, ...]:
    """The segments of all channels in one order.

    Whoever begins first goes first, and goes on to the end of the phrase: a sentence's end, a silence of `PAUSE`, or the
    end of the segment. Only where somebody else would have to wait longer than `PATIENCE` a phrase is cut in the middle.
    A segment is cut nowhere else, and times are left as they are: those of words that were said at the same time go back.

    Words keep their order within a channel, and none is lost. What has no time stays with what is before it. Segments
    without tokens are left out. Whoever has no speaker gets the channel's id for one; where two channels have speakers
    of the same id, which are two people, the id gets the channel's before it: ``0-1``. One channel alone is returned as
    it is.

    Args:
        channels: each channel's segments in order, by the channel's id.

    >>> ann = Segment((Word("Are", 0, 200), Word("you", 200, 400), Word("there?", 400, 900), Word("Good.", 2500, 2900)))
    >>> bob = Segment((Word("Yes,", 800, 1100), Word("here.", 1100, 1500)))
    >>> for segment in merged({"ann": [ann], "bob": [bob]}):
    ...     print(segment.speaker, *(word.text for word in segment.words))
    ann Are you there?
    bob Yes, here.
    ann Good.
    """
    if len(channels) == 1:
        return tuple(next(iter(channels.values())))
    named = list(_named(channels))
    queues = [_queue(segments) for segments in named]
    pieces: list[tuple[int, int, list[Token]]] = []
    before: tuple[int, int] | None = None
    for channel, heard in _in_order(queues):
        if before != (channel, heard.segment):
            before = (channel, heard.segment)
            pieces.append((*before, []))
        pieces[-1][2].append(heard.token)
    return tuple(_cut(named, pieces))


def _in_order(queues: list[list[_Heard]]) -> Iterator[tuple[int, _Heard]]:
    """Each token with its channel."""
    places = [0] * len(queues)

    def waiting(but: int | None = None) -> int | None:
        """The channel whose next token is the earliest."""
        left = [(queues[i][place].at, i) for i, place in enumerate(places) if place < len(queues[i])]
        return min([pair for pair in left if pair[1] != but], default=(0, None))[1]

    while (channel := waiting()) is not None:
        queue, other = queues[channel], waiting(channel)
        latest = None if other is None else queues[other][places[other]].at + PATIENCE
        first = places[channel]
        while places[channel] < len(queue):
            place = places[channel]
            if place > first and (_ends(queue, place) or (latest is not None and queue[place].at > latest)):
                break
            yield channel, queue[place]
            places[channel] += 1


def _ends(queue: list[_Heard], place: int) -> bool:
    """Whether a phrase ends before a place."""
    before, after = queue[place - 1], queue[place]
    if before.segment != after.segment or isinstance(before.token, Pause):
        return True
    if not isinstance(after.token, Word) or not isinstance(before.token, Word):
        return False
    silent = before.token.end is not None and after.at - before.token.end >= PAUSE
    return silent or before.token.text.rstrip(_CLOSERS).endswith(_ENDS)


def _queue(segments: Sequence[Segment]) -> list[_Heard]:
    times = [time for segment in segments for time in _begins(segment) if time is not None]
    at = times[0] if times else 0
    queue = []
    for index, segment in enumerate(segments):
        for token, begins in zip(segment.tokens, _begins(segment), strict=True):
            at = at if begins is None else max(at, begins)
            queue.append(_Heard(token, index, at))
    return queue


def _begins(segment: Segment) -> list[int | None]:
    """When each token begins, as far as it is known; the segment's own start stands for that of its first one."""
    times = [token.start if isinstance(token, Word) else None for token in segment.tokens]
    return [segment.start if times[0] is None else times[0], *times[1:]] if times else []


def _cut(named: list[list[Segment]], pieces: list[tuple[int, int, list[Token]]]) -> Iterator[Segment]:
    """The segments, whole where they stayed so; of the others the first piece has the start, the last one the end."""
    left = [[len(segment.tokens) for segment in segments] for segments in named]
    for channel, index, tokens in pieces:
        segment = named[channel][index]
        first = left[channel][index] == len(segment.tokens)
        left[channel][index] -= len(tokens)
        last = not left[channel][index]
        yield replace(
            segment,
            tokens=tuple(tokens),
            start=segment.start if first else None,
            end=segment.end if last else None,
        )


def _named(channels: Mapping[str, Sequence[Segment]]) -> Iterator[list[Segment]]:
    """The segments of each channel with everybody's own id."""
    owned = [
        [replace(segment, speaker=segment.speaker or channel) for segment in segments]
        for channel, segments in channels.items()
    ]
    voices = [{voice for segment in segments for voice in _voices(segment)} for segments in owned]
    for number, (channel, segments) in enumerate(zip(channels, owned, strict=True)):
        others = set[str]().union(*voices[:number], *voices[number + 1 :])
        shared = {voice: f"{channel}-{voice}" for voice in voices[number] & others}
        yield [_renamed(segment, shared) for segment in segments] if shared else segments


def _voices(segment: Segment) -> set[str]:
    said = {segment.speaker, *(word.speaker for word in segment.words)}
    return {voice for voice in said if voice is not None}


def _renamed(segment: Segment, names: dict[str, str]) -> Segment:
    tokens = tuple(
        replace(token, speaker=names[token.speaker])
        if isinstance(token, Word) and token.speaker in names
        else token
        for token in segment.tokens
    )
    return replace(segment, tokens=tokens, speaker=names.get(segment.speaker or "", segment.speaker))
