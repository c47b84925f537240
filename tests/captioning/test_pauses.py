"""The pause after each word: gaps give the time, markers the boundary."""

from __future__ import annotations

from itertools import accumulate, pairwise

from columns import ints
from hypothesis import given
from hypothesis import strategies as st
from strategies import timed_transcripts

from subkit.captioning import caption
from subkit.captioning.pauses import MARKED_FLOOR, TOLERANCE, after, disagreements
from subkit.captioning.words import Words, words_of
from subkit.model import LineBreak, Pause, Segment, Transcript, Word

ONE, TWO, THREE = Word("one", 0, 300), Word("two", 320, 600), Word("three", 1600, 1900)


def transcript(*segments: tuple[Word | Pause | LineBreak, ...]) -> Transcript:
    return Transcript(tuple(map(Segment, segments)))


def of(*segments: tuple[Word | Pause | LineBreak, ...]) -> Words:
    return words_of(transcript(*segments))


def lengths(timed: Transcript) -> list[int]:
    heard = words_of(timed)
    return list(after(ints(heard.starts), ints(heard.ends), heard.others))


class TestAfter:
    @given(timed_transcripts())
    def test_every_word_has_one_pause_as_long_as_its_gap_or_the_floor_of_a_marker(
        self, timed: Transcript
    ) -> None:
        tokens = [token for segment in timed.segments for token in segment.tokens]
        words = [place for place, token in enumerate(tokens) if isinstance(token, Word)]
        found = lengths(timed)
        assert len(words) == len(found)
        for number, (here, there) in enumerate(pairwise(words)):
            gap = tokens[there].start - tokens[here].end
            marked = any(isinstance(token, Pause) for token in tokens[here:there])
            assert (max(gap, MARKED_FLOOR) if marked else gap) == found[number]
        assert [0] == found[-1:] or not words

    @given(
        st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=8),
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from([Pause(), Pause(5, 9), LineBreak()]))),
    )
    def test_columns_alone_say_it_and_a_marker_beyond_the_words_says_nothing(
        self, words: list[tuple[int, int]], others: list[tuple[int, Pause | LineBreak]]
    ) -> None:
        clock = [0, *accumulate(time for pair in words for time in pair)]
        marked = {before for before, token in others if isinstance(token, Pause)}
        gaps = [gap for gap, _ in words[1:]]
        expected = [max(gap, MARKED_FLOOR) if at in marked else gap for at, gap in enumerate(gaps, 1)]
        starts, ends = ints(clock[1::2]), ints(clock[2::2])
        assert [*expected, *[0][: len(words)]] == list(after(starts, ends, list(others)))
        assert (clock[1::2], clock[2::2]) == (list(starts), list(ends))

    def test_the_gap_gives_the_length(self) -> None:
        assert [20, 1000, 0] == lengths(transcript((ONE, TWO, THREE)))

    def test_a_pause_without_times_still_strengthens_its_boundary(self) -> None:
        assert [250, 1000, 0] == lengths(transcript((ONE, Pause(size="small"), TWO, THREE)))

    def test_a_marker_never_lengthens_a_longer_gap(self) -> None:
        assert [20, 1000, 0] == lengths(transcript((ONE, TWO, Pause(600, 9000), THREE)))

    def test_markers_between_segments_and_repeated_ones_mark_one_boundary(self) -> None:
        segments = ((ONE, Pause()), (Pause(), Pause(size="large")), (TWO, THREE))
        assert [250, 1000, 0] == lengths(transcript(*segments))

    def test_markers_first_and_last_mark_nothing(self) -> None:
        assert [20, 0] == lengths(transcript((Pause(), ONE, TWO, Pause(), Pause(700, 900))))

    def test_line_breaks_are_no_pauses(self) -> None:
        tokens = (LineBreak(), ONE, LineBreak(), TWO, LineBreak(), Pause(), LineBreak(), THREE)
        assert [20, 1000, 0] == lengths(transcript(tokens))

    def test_pauses_alone_have_no_words(self) -> None:
        assert [] == lengths(transcript((Pause(), Pause(0, 10)), ()))


class TestDisagreements:
    @given(timed_transcripts())
    def test_markers_that_fill_their_gaps_are_never_reported(self, timed: Transcript) -> None:
        words = list(timed.words)
        gaps = [Pause(here.end, there.start) for here, there in pairwise(words)]
        filled = [token for pair in zip(words, [*gaps, Pause()], strict=False) for token in pair]
        assert [] == disagreements(of(tuple(filled)))

    def test_a_marker_longer_than_its_gap_is_reported_once(self) -> None:
        found = disagreements(of((ONE, Pause(300, 1100), TWO, THREE)))
        message = (
            "marked as 800 ms where the words leave 20 ms; the gap gives the time, the marker the boundary"
        )
        assert [f"pause after word 1 'one': {message} [pause-disagrees]"] == list(map(str, found))

    def test_a_marker_shorter_than_its_gap_is_reported(self) -> None:
        assert ["pause-disagrees"] == [r.kind for r in disagreements(of((TWO, Pause(600, 700), THREE)))]

    def test_a_small_difference_is_none(self) -> None:
        assert [] == disagreements(of((TWO, Pause(600, 1600 - TOLERANCE), THREE)))
        assert [] == disagreements(of((TWO, Pause(600, 1600 + TOLERANCE), THREE)))

    def test_markers_side_by_side_count_as_one(self) -> None:
        assert [] == disagreements(of((TWO, Pause(600, 900), Pause(), Pause(900, 1600), THREE)))

    def test_markers_that_say_nothing_of_length_never_disagree(self) -> None:
        markers = (Pause(), Pause(700), Pause(None, 700), Pause(9000, 100))
        assert [] == disagreements(of((TWO, *markers, THREE)))

    def test_markers_first_and_last_never_disagree(self) -> None:
        assert [] == disagreements(of((Pause(0, 9000), TWO, THREE, Pause(1900, 90_000))))

    def test_the_index_is_that_of_the_word_over_all_segments(self) -> None:
        found = disagreements(of((ONE, LineBreak()), (TWO,), (Pause(600, 5000), THREE)))
        assert ["pause after word 2 'two'"] == [repair.place for repair in found]

    def test_captions_report_them_with_all_other_repairs(self) -> None:
        captions = caption(transcript((ONE, Pause(300, 1100), TWO, Word("lost"), THREE)))
        assert ["missing-time", "pause-disagrees"] == [repair.kind for repair in captions.repairs]
