"""From real speech to captions: espeak-ng says when each word was spoken, and the captions must agree."""

from __future__ import annotations

import re
from itertools import pairwise

from speech import Spoken, Voice, say

import subkit

TEXT = (
    "The lighthouse on the northern cape was built in four summers, because nobody could land there in winter. "
    "Its lamp burned whale oil first, then petroleum, and since last autumn it has needed no keeper at all."
)


def pictory_payload(words: list[Spoken]) -> dict[str, object]:
    """The words as Pictory gives them, with a marker wherever the voice paused."""
    entries: list[dict[str, object]] = []
    for word, following in pairwise([*words, words[-1]]):
        entries.append({"word": word.text, "start_time": word.start / 1000, "end_time": word.end / 1000})
        if following.start - word.end >= 100:
            marker = {"word": "", "start_time": word.end / 1000, "end_time": following.start / 1000}
            entries.append(marker | {"is_pause": True, "pause_size": "small"})
    return {"success": True, "data": {"status": "completed", "transcript": [{"words": entries}]}}


def test_captions_of_real_speech_come_in_with_their_first_words() -> None:
    words, _, _ = say(TEXT, Voice(rate=160))
    captions = subkit.caption(subkit.read(pictory_payload(words)), language="en")
    starts = iter(words)
    for cue in captions:
        spoken = [next(starts) for _ in cue.text.split()]
        assert [word.text for word in spoken] == cue.text.split()
        assert abs(cue.start - spoken[0].start) <= 100
        assert cue.end >= spoken[-1].end
    assert next(starts, None) is None
    assert 4 <= len(captions) <= 8


def test_the_srt_of_real_speech_reads_as_the_text() -> None:
    words, audio, sample_rate = say(TEXT, Voice(rate=160))
    srt = subkit.render(subkit.caption(subkit.read(pictory_payload(words)), language="en"), "srt")
    lines = [line for line in srt.splitlines() if not re.fullmatch(r"\d*|.* --> .*", line)]
    assert TEXT == " ".join(lines)
    assert words[-1].end <= len(audio) * 500 // sample_rate
