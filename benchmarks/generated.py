"""Transcripts of any length, the same for the same seed, with the words, marks and pauses of ordinary English talk."""

from __future__ import annotations

import json
import random
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from benchmarks import gold
from benchmarks.gold import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = Literal["pictory", "verbit"]
WORDS_AN_HOUR = 9300
_SPEAKERS: dict[str | None, int] = {"Ada": 1, "Ben": 2, "Cleo": 3}


def _ranked(text: str) -> list[str]:
    """Words in the order of their rank: the first is drawn most often, the n-th about 1/n as often (Zipf)."""
    return text.split()


_FUNCTION = _ranked(
    "the and to of a in that it is was I for you he on with as they be at we this have from or but not by "
    "what all so there which she would if about can when who how them then your were been has more will "
    "their out up one her because had could our into than some these where only its after over any most "
    "also before while through"
)
_CONTENT = _ranked(
    "people time know think make see way water work year day thing good want look first world going say "
    "new take right house life city little long old place different small children river kind story light "
    "bridge question morning country garden history paper idea system family music teacher road number "
    "picture village problem summer evening science language machine building important together "
    "something remember sometimes beautiful understand government university actually experience "
    "difference possible information everybody international window letter station mountain animal winter "
    "engine island public distance material temperature knowledge neighbour particular development "
    "responsibility 1984 3.5 twenty London Amsterdam Professor Mary e-mail well-known there's didn't it's "
    "we're interesting communication extraordinary electricity agriculture"
)
_WEIGHTS = {
    id(words): list(accumulate(1 / rank for rank in range(2, len(words) + 2)))
    for words in (_FUNCTION, _CONTENT)
}


def words(hours: float, seed: int = 7) -> Iterator[Spoken]:
    """``hours`` of speech at ``WORDS_AN_HOUR``, in sentences of 3 to 28 words, with turns of three speakers."""
    dice = random.Random(seed)
    left, clock, speaker = int(hours * WORDS_AN_HOUR), 1.0, "Ada"
    while left > 0:
        size = min(left, max(3, round(dice.gammavariate(3.2, 4.4))), 28)
        for at in range(size):
            text = _word(dice)
            if at == size - 1:
                text += dice.choices(".?!", (86, 10, 4))[0]
            elif dice.random() < 0.09:
                text += ","
            text = text[:1].upper() + text[1:] if at == 0 else text
            end = clock + 0.09 + 0.046 * len(text) * dice.uniform(0.7, 1.5)
            yield Spoken(text, round(clock, 3), round(end, 3), speaker)
            clock = end + _pause(dice, text)
        left -= size
        if dice.random() < 0.08:
            speaker = dice.choice(["Ada", "Ben", "Cleo"])


def payload(hours: float, shape: Shape) -> bytes:
    """The speech as a provider's JSON; built piece by piece, so that 100 hours need no more than their own bytes."""
    spoken = words(hours)
    if shape == "pictory":
        head, tail = '{"success": true, "data": {"transcript": [', '], "status": "completed"}}'
        segments = gold.pictory_segments(spoken, _SPEAKERS)
    else:
        labels = json.dumps(
            [{"id": gold.speaker_id(number), "text": name} for name, number in _SPEAKERS.items()]
        )
        head, tail = '{"version": 1, "kind": "transcript", "segments": [', f'], "speakers": {labels}}}'
        segments = gold.verbit_segments(spoken, _SPEAKERS)
    return b"".join(
        [head.encode(), b", ".join(json.dumps(segment).encode() for segment in segments), tail.encode()]
    )


def _word(dice: random.Random) -> str:
    listed = _FUNCTION if dice.random() < 0.46 else _CONTENT
    return dice.choices(listed, cum_weights=_WEIGHTS[id(listed)])[0]


def _pause(dice: random.Random, text: str) -> float:
    """Seconds of silence after a word: mostly none, some after commas, more after sentences, now and then a long one."""
    if text[-1] in ".?!":
        return 0.1 + dice.expovariate(1.9) if dice.random() > 0.04 else dice.uniform(1.5, 5)
    if text[-1] == ",":
        return dice.expovariate(5)
    return dice.expovariate(3) if dice.random() < 0.03 else 0.0
