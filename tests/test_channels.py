"""Several channels in one order: no word lost, each channel's order kept, nobody waits long."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.channels import PATIENCE, merged
from subkit.model import Pause, Segment, Word

_GAPS = st.sampled_from([0, 0, 0, 0, 50, 299, 300, 900, 4000])
_TIMED = st.integers(0, 5)


@st.composite
def channels(draw: st.DrawFn, *, timed: bool = False) -> dict[str, list[Segment]]:
    """Channels of segments whose words say where they are from: ``0.3`` is word 3 of channel 0."""
    made = {}
    for channel in range(draw(st.integers(1, 3))):
        segments, clock, number = [], draw(st.integers(0, 3000)), 0
        for _ in range(draw(st.integers(0, 3))):
            tokens: list[Word | Pause] = []
            for _ in range(draw(st.integers(0, 10))):
                length = draw(st.sampled_from([1, 200, 800]))
                known = timed or draw(_TIMED) > 0
                text = f"{channel}.{number}" + draw(st.sampled_from(["", "", "", "", ".", "?"]))
                speaker = draw(st.sampled_from([None, None, "0"]))
                start = clock if known else None
                tokens.append(Word(text, start, clock + length if known else None, speaker=speaker))
                if draw(st.integers(0, 9)) == 0:
                    tokens.append(Pause())
                clock += length + draw(_GAPS)
                number += 1
            segments.append(Segment(tuple(tokens), draw(st.sampled_from([None, "0", "ann"]))))
        made[f"c{channel}"] = segments
    return made


def texts(segments: list[Segment] | tuple[Segment, ...]) -> list[str]:
    return [word.text for segment in segments for word in segment.words]


@settings(max_examples=60)  # channels take long to draw
@given(channels())
def test_no_word_is_lost_and_each_channel_keeps_its_order(given_channels: dict[str, list[Segment]]) -> None:
    made = texts(merged(given_channels))
    for number, segments in enumerate(given_channels.values()):
        assert texts(segments) == [text for text in made if text.startswith(f"{number}.")]
    assert sum(len(texts(segments)) for segments in given_channels.values()) == len(made)


@settings(max_examples=60)  # channels take long to draw
@given(channels())
def test_pauses_stay_behind_their_words(given_channels: dict[str, list[Segment]]) -> None:
    def pairs(segments: list[Segment] | tuple[Segment, ...]) -> list[str]:
        tokens = [[*segment.tokens] for segment in segments]
        return sorted(
            before.text
            for line in tokens
            for before, after in pairwise(line)
            if isinstance(before, Word) and isinstance(after, Pause)
        )

    expected = sorted(text for segments in given_channels.values() for text in pairs(segments))
    assert expected == pairs(merged(given_channels))


@settings(max_examples=60)  # channels take long to draw
@given(channels(timed=True))
def test_nobody_waits_longer_than_the_others_patience(given_channels: dict[str, list[Segment]]) -> None:
    latest = -PATIENCE
    for segment in merged(given_channels):
        for word in segment.words:
            assert word.start is not None
            assert word.start >= latest - PATIENCE
            latest = max(latest, word.start)


@settings(max_examples=60)  # channels take long to draw
@given(channels())
def test_each_piece_is_of_one_channel_and_says_who_speaks(given_channels: dict[str, list[Segment]]) -> None:
    made = merged(given_channels)
    for segment in made:
        assert 1 == len({text.partition(".")[0] for text in texts([segment])} or {"none"})
    if len(given_channels) > 1:
        voices = {segment.speaker for segment in made} | {word.speaker for s in made for word in s.words}
        owners = {
            voice: {texts([s])[0][0] for s in made if any(True for _ in s.words) and s.speaker == voice}
            for voice in voices
        }
        assert all(segment.speaker is not None for segment in made)
        assert all(len(channel) <= 1 for channel in owners.values())


def words(*timed: tuple[str, int, int]) -> Segment:
    return Segment(tuple(Word(*one) for one in timed))


def told(*named: tuple[str, list[Segment]]) -> list[tuple[str | None, str]]:
    return [
        (segment.speaker, " ".join(word.text for word in segment.words)) for segment in merged(dict(named))
    ]


def test_one_channel_stays_as_it_is() -> None:
    segment = Segment((Word("Hi.", 0, 10), Word("So?", 900, 950)))
    assert (segment,) == merged({"0": [segment]})
    assert () == merged({})


def test_a_phrase_stays_whole_where_somebody_agrees_in_it() -> None:
    ann = words(("We", 0, 200), ("went", 200, 500), ("home", 500, 1400), ("late.", 1400, 1900))
    bob = words(("Mhm.", 600, 800))
    assert [("ann", "We went home late."), ("bob", "Mhm.")] == told(("ann", [ann]), ("bob", [bob]))


def test_a_pause_lets_the_other_one_in() -> None:
    ann = words(("We", 0, 200), ("went", 200, 500), ("home", 1400, 1900))
    bob = words(("Mhm.", 700, 900))
    assert [("ann", "We went"), ("bob", "Mhm."), ("ann", "home")] == told(("ann", [ann]), ("bob", [bob]))


def test_a_long_sentence_is_cut_where_somebody_would_wait_too_long() -> None:
    ann = words(*[(f"a{n}", 500 * n, 500 * n + 500) for n in range(12)])
    bob = words(("No!", 900, 1200))
    assert [("ann", "a0 a1 a2 a3 a4 a5"), ("bob", "No!"), ("ann", "a6 a7 a8 a9 a10 a11")] == told(
        ("ann", [ann]), ("bob", [bob])
    )


def test_people_of_the_same_number_on_two_channels_are_told_apart() -> None:
    first, second = (
        Segment((Word("a", at, at + 100), Word("b", at + 100, at + 200, speaker=own)), "0")
        for at, own in ((0, "1"), (5000, "2"))
    )
    made = merged({"left": [first], "right": [second]})
    assert ["left-0", "right-0"] == [segment.speaker for segment in made]
    assert ["1", "2"] == [word.speaker for segment in made for word in segment.words if word.speaker]


def test_a_channel_named_like_the_others_speaker_is_somebody_else() -> None:
    made = merged({"1": [Segment((Word("a", 0, 9),), "2")], "2": [Segment((Word("b", 900, 909),))]})
    assert ["1-2", "2-2"] == [segment.speaker for segment in made]


def test_a_segments_own_times_stay_at_its_ends() -> None:
    ann = Segment((Word("So.", 0, 300), Word("Well.", 5000, 5300)), start=0, end=9000, id="7")
    made = merged({"ann": [ann], "bob": [words(("Yes.", 1000, 1200))]})
    assert [(0, None, "7"), (None, None, None), (None, 9000, "7")] == [(s.start, s.end, s.id) for s in made]
