"""Word times made usable: what is promised of them, fault by fault."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import messy_transcripts, timed_transcripts

from subkit.captioning.repair import repaired
from subkit.captioning.spread import LEAST, estimate
from subkit.errors import PayloadError
from subkit.model import LineBreak, Media, Pause, Segment, Transcript, Word
from subkit.timecode import LATEST

if TYPE_CHECKING:
    from subkit.model import Token


def transcript(*tokens: Token, media: Media | None = None, **edges: int) -> Transcript:
    return Transcript((Segment(tokens, **edges),), media=media)


def times(result: Transcript) -> list[tuple[int | None, int | None]]:
    return [(word.start, word.end) for word in result.words]


def kinds(result: Transcript) -> list[str]:
    return [repair.kind for repair in result.repairs]


def words_apart(*starts: int) -> list[Word]:
    return [Word(f"word{number}", start, start + 300) for number, start in enumerate(starts)]


def _is_near(token: Token) -> bool:
    """Whether a token has no time beyond the first 10 minutes."""
    return not isinstance(token, Word) or max(token.start or 0, token.end or 0) < 600_000


class TestLaws:
    @given(messy_transcripts())
    def test_every_word_lasts_and_none_overlaps_or_goes_back(self, messy: Transcript) -> None:
        spans = times(repaired(messy))
        assert all(0 <= start < end for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))

    @given(messy_transcripts())
    def test_nothing_but_word_times_changes(self, messy: Transcript) -> None:
        def bare(some: Transcript) -> list[Segment]:
            return [
                replace(segment, tokens=tuple(map(untimed, segment.tokens)), start=None, end=None)
                for segment in some.segments
            ]

        def untimed(token: Token) -> Token:
            return token if isinstance(token, LineBreak) else replace(token, start=None, end=None)

        assert bare(messy) == bare(repaired(messy))

    @given(messy_transcripts())
    def test_repairing_again_changes_nothing(self, messy: Transcript) -> None:
        once = repaired(messy)
        assert repaired(once) is once
        assert repaired(once, strict=True) is once

    @given(timed_transcripts())
    def test_a_transcript_that_needs_nothing_is_returned_as_it_is(self, timed: Transcript) -> None:
        assert repaired(timed) is timed
        assert repaired(timed, strict=True) is timed

    @given(messy_transcripts())
    def test_every_changed_word_is_within_a_reported_run(self, messy: Transcript) -> None:
        result = repaired(messy)
        if "unit" in kinds(result) and result.repairs[0].place == "all words":
            return
        before = list(messy.words)
        covered = set()
        for repair in result.repairs:
            numbers = [
                int(part.split()[0]) for part in repair.place.split("word ")[1:] if part.split()[0].isdigit()
            ]
            covered |= set(range(min(numbers, default=0), max(numbers, default=-1) + 1))
        for number, (old, new) in enumerate(zip(before, result.words, strict=True), 1):
            assert (old.start, old.end) == (new.start, new.end) or number in covered

    @given(messy_transcripts())
    def test_strict_refuses_with_a_path_whatever_is_more_than_noise(self, messy: Transcript) -> None:
        noise = {"zero-length", "too-long", "no-room", "overlap", "duplicate-time"}
        if noise.issuperset(kinds(repaired(messy))):
            return
        with pytest.raises(PayloadError) as refused:
            repaired(messy, strict=True)
        assert refused.value.path.startswith(("segments[", "media.duration"))

    @given(messy_transcripts(), st.integers(1, 30))
    def test_words_far_from_the_trouble_keep_their_times(self, messy: Transcript, count: int) -> None:
        trouble = [token for segment in messy.segments for token in segment.tokens if _is_near(token)]
        count += len(trouble)  # more than the others, so that these do not tell of another unit
        far = words_apart(*range(10**6, 10**6 + 400 * count, 400))
        result = repaired(transcript(*trouble, *far))
        assert far == list(result.words)[-count:]

    @given(
        st.lists(st.booleans(), min_size=1, max_size=40),
        st.lists(st.integers(100, 900), min_size=40, max_size=40),
    )
    def test_words_beside_missing_ones_keep_their_times_where_there_is_room(
        self, missing: list[bool], lengths: list[int]
    ) -> None:
        starts = [sum(lengths[:number]) for number in range(len(missing))]
        words = [Word("word", start, start + length) for start, length in zip(starts, lengths, strict=False)]
        holes = [Word("word") if gone else word for word, gone in zip(words, missing, strict=True)]
        result = list(repaired(transcript(*holes)).words)
        first = missing.index(False) if False in missing else len(missing)
        kept = [word for word in words[first:] if word in holes]
        assert kept == [word for word, gone in zip(result, missing, strict=True) if not gone]

    @given(st.lists(st.integers(50, 1500), min_size=5, max_size=40), st.integers(0, 100_000))
    def test_a_document_in_milliseconds_where_seconds_were_meant_comes_out_as_if_right(
        self, lengths: list[int], begin: int
    ) -> None:
        right, wrong = [], []
        for length in lengths:
            right.append(Word("word", begin, begin + length))
            wrong.append(Word("word", begin * 1000, (begin + length) * 1000))
            begin += length
        result = repaired(transcript(*wrong, Pause(begin * 1000, begin * 1000 + 10**6), end=begin * 1000))
        assert transcript(*right, Pause(begin, begin + 1000), end=begin).segments == result.segments
        assert ["unit"] == kinds(result)

    @given(st.integers(1, 8), st.integers(50, 600))
    def test_a_single_word_in_the_wrong_unit_is_divided_exactly(self, stray: int, length: int) -> None:
        words = words_apart(*range(1000, 10_000, 1000))
        right = replace(words[stray], end=words[stray].start + length)
        words[stray] = replace(right, start=right.start * 1000, end=right.end * 1000)
        result = repaired(transcript(*words))
        assert right == list(result.words)[stray]
        assert ["unit"] == kinds(result)


class TestMissingTimes:
    def test_a_word_without_times_fills_a_small_gap(self) -> None:
        result = repaired(transcript(Word("one", 0, 300), Word("two"), Word("three", 500, 900)))
        assert [(0, 300), (300, 500), (500, 900)] == times(result)
        assert [
            "word 2 'two' (segment 1): had no times; now 00:00:00.300 to 00:00:00.500 [missing-time]"
        ] == list(map(str, result.repairs))

    def test_words_without_times_share_a_gap_by_length(self) -> None:
        result = repaired(
            transcript(Word("a", 0, 300), Word("on"), Word("extraordinary"), Word("b", 1300, 1500))
        )
        assert [(0, 300), (300, 434), (434, 1300), (1300, 1500)] == times(result)
        assert ["2 words had no times; now 00:00:00.300 to 00:00:01.300"] == [
            repair.message for repair in result.repairs
        ]

    def test_a_word_in_a_wide_gap_stays_with_its_own_segment(self) -> None:
        first = Segment((Word("one", 0, 300), Word("two")))
        second = Segment((Word("three"), Word("four", 20_000, 20_300)))
        result = repaired(Transcript((first, second)))
        assert [(0, 300), (300, 885), (19_025, 20_000), (20_000, 20_300)] == times(result)

    def test_a_timed_pause_bounds_the_room(self) -> None:
        words = (Word("one", 0, 300), Word("two"), Pause(500, 1500), Word("three"), Word("four", 2000, 2300))
        assert [(0, 300), (300, 500), (1500, 2000), (2000, 2300)] == times(repaired(transcript(*words)))

    def test_an_untimed_pause_bounds_nothing(self) -> None:
        words = (Word("one", 0, 300), Word("two"), Pause(), Word("four", 600, 900))
        assert [(0, 300), (300, 600), (600, 900)] == times(repaired(transcript(*words)))

    def test_a_pause_that_leaves_no_room_is_not_heeded(self) -> None:
        words = (Word("one", 0, 300), Word("two"), Pause(310, 590), Word("three", 600, 900))
        assert [(0, 300), (300, 600), (600, 900)] == times(repaired(transcript(*words)))

    def test_segment_times_hold_words_that_have_none(self) -> None:
        first = Segment((Word("one"), Word("two")), None, 1000, 1600)
        second = Segment((Word("three"),), None, 2000, 2500)
        assert [(1000, 1300), (1300, 1600), (2000, 2500)] == times(repaired(Transcript((first, second))))

    def test_no_times_anywhere_are_estimated_from_zero_and_told_once(self) -> None:
        result = repaired(transcript(*[Word("word")] * 1000))
        assert (0, estimate("word")) == times(result)[0]
        assert 1000 * estimate("word") == times(result)[-1][1]
        assert ["missing-time"] == kinds(result)
        assert "1000 words had no times; now 00:00:00.000 to 00:04:20.000" == result.repairs[0].message

    def test_no_times_anywhere_are_spread_over_media_that_is_a_little_longer(self) -> None:
        result = repaired(transcript(*[Word("word")] * 10, media=Media(3000)))
        assert (0, 3000) == (times(result)[0][0], times(result)[-1][1])

    def test_leading_words_end_at_the_first_known_start(self) -> None:
        assert [(740, 1000), (1000, 1300)] == times(
            repaired(transcript(Word("lead"), Word("one", 1000, 1300)))
        )

    def test_leading_words_begin_no_earlier_than_their_segment(self) -> None:
        result = repaired(transcript(Word("lead"), Word("one", 1000, 1300), start=900))
        assert [(900, 1000), (1000, 1300)] == times(result)

    def test_leading_words_without_room_leave_the_first_timed_word_where_it_is_heard(self) -> None:
        assert [(0, 10), (10, 300)] == times(repaired(transcript(Word("lead"), Word("on", 0, 300))))

    def test_trailing_words_follow_at_the_estimated_pace(self) -> None:
        assert [(0, 300), (300, 560)] == times(repaired(transcript(Word("one", 0, 300), Word("more"))))

    def test_a_start_alone_is_kept(self) -> None:
        words = (Word("one", 100), Word("two", 200), Word("three", 5000))
        assert [(100, 200), (200, 395), (5000, 5325)] == times(repaired(transcript(*words)))

    def test_an_end_alone_is_kept(self) -> None:
        words = (Word("one", 0, 300), Word("two", None, 1000), Word("three", None, 1100))
        assert [(0, 300), (805, 1000), (1000, 1100)] == times(repaired(transcript(*words)))

    def test_words_with_less_room_than_they_need_share_the_word_before(self) -> None:
        result = repaired(transcript(Word("wide", 0, 300), Word("lost"), Word("next", 300, 600)))
        assert [(0, 150), (150, 300), (300, 600)] == times(result)
        assert ["no-room", "missing-time"] == kinds(result)

    def test_a_crowd_without_times_shares_the_word_before_and_moves_none_after_it(self) -> None:
        crowd = [Word("word")] * 50
        words = words_apart(*range(300, 3300, 300))
        spans = times(repaired(transcript(Word("first", 0, 300), *crowd, *words)))
        assert all(start < end <= 300 for start, end in spans[:51])
        assert [(word.start, word.end) for word in words] == spans[51:]

    def test_a_crowd_at_the_end_of_the_media_takes_its_room_from_the_words_before(self) -> None:
        words = [*words_apart(0, 400), Word("lost"), *words_apart(1200, 1600, 2000, 2400, 2800)]
        spans = times(repaired(transcript(*words, *[Word("word")] * 330, media=Media(3000))))
        assert [(0, 300), (400, 700), (700, 1200)] == spans[:3]
        assert spans[-1][1] <= 3000 + 3000 // 20 + 5000

    def test_a_crowd_at_the_end_of_the_media_takes_in_a_crowd_before_it(self) -> None:
        words = [Word("first", 0, 300), *[Word("lost")] * 5, *words_apart(2000, 2400, 2800)]
        spans = times(repaired(transcript(*words, *[Word("word")] * 370, media=Media(3000))))
        assert spans[-1][1] <= 3000 + 3000 // 20 + 5000

    def test_a_crowd_that_begins_too_late_for_the_media_begins_earlier(self) -> None:
        spans = times(
            repaired(transcript(Word("late", 7000, 7300), *[Word("word")] * 300, media=Media(3000)))
        )
        assert (8150 - LEAST * 301, 8150) == (spans[0][0], spans[-1][1])


class TestOrder:
    def test_the_fewest_words_lose_their_times(self) -> None:
        words = words_apart(0, 400, 10**9, 1200, 1600)
        result = repaired(transcript(*words))
        assert [(0, 300), (400, 700), (700, 1200), (1200, 1500), (1600, 1900)] == times(result)
        assert ["unsorted"] == kinds(result)

    def test_a_word_that_jumps_back_is_the_one_that_is_wrong(self) -> None:
        result = repaired(transcript(*words_apart(1000, 1400, 0, 2200)))
        assert [(1000, 1300), (1400, 1700), (1700, 2200), (2200, 2500)] == times(result)

    def test_times_before_zero_are_as_good_as_missing(self) -> None:
        result = repaired(transcript(*words_apart(-5000, 1000)))
        assert [(675, 1000), (1000, 1300)] == times(result)
        assert ["negative-time"] == kinds(result)

    def test_a_word_after_the_end_of_the_media_comes_back(self) -> None:
        result = repaired(transcript(*words_apart(0, 400, 10**6), media=Media(1500)))
        assert [(0, 300), (400, 700), (700, 1500)] == times(result)
        assert ["out-of-range"] == kinds(result)

    @pytest.mark.parametrize("end", [LATEST + 1, 1 << 63, 1 << 200])
    def test_times_beyond_a_hundred_years_are_as_good_as_missing(self, end: int) -> None:
        result = repaired(
            transcript(*words_apart(0, 400), Word("three", 800, end), Word("four", end, end + 1))
        )
        assert [(0, 300), (400, 700)] == times(result)[:2]
        assert all(time <= LATEST for span in times(result) for time in span)
        assert "out-of-range" in kinds(result)

    def test_a_duration_that_most_words_contradict_is_left_out(self) -> None:
        result = repaired(transcript(*words_apart(50_000, 60_000, 70_000), media=Media(1000, 640, 360)))
        assert [(50_000, 50_300), (60_000, 60_300), (70_000, 70_300)] == times(result)
        assert Media(None, 640, 360) == result.media
        assert ["out-of-range"] == kinds(result)


class TestOverlap:
    def test_an_end_is_cut_at_the_next_start(self) -> None:
        result = repaired(transcript(Word("one", 0, 420), Word("two", 400, 900)))
        assert [(0, 400), (400, 900)] == times(result)
        assert ["overlap"] == kinds(result)

    def test_an_absurd_end_harms_no_other_word(self) -> None:
        result = repaired(transcript(Word("one", 0, 3 * 3_600_000), *words_apart(400, 800)))
        assert [(0, 195), (400, 700), (800, 1100)] == times(result)
        assert ["too-long"] == kinds(result)

    def test_the_last_word_does_not_last_for_hours(self) -> None:
        assert (400, 660) == times(repaired(transcript(Word("one", 0, 300), Word("last", 400, 10**7))))[-1]

    def test_a_sound_label_may_last_for_minutes(self) -> None:
        long = transcript(Word("[MUSIC]", 0, 300_000), Word("Hello.", 300_000, 300_400))
        assert repaired(long) is long

    def test_the_same_times_twice_are_shared_by_length(self) -> None:
        result = repaired(transcript(Word("four", 0, 300), Word("eightful", 0, 300), Word("on", 300, 500)))
        assert [(0, 100), (100, 300), (300, 500)] == times(result)
        assert ["duplicate-time"] == kinds(result)

    def test_words_pinned_to_the_start_of_the_next_take_next_to_nothing_of_it(self) -> None:
        result = repaired(transcript(Word("big", 500, 500), Word("world", 500, 2000)))
        assert [(500, 510), (510, 2000)] == times(result)
        assert ["zero-length", "no-room"] == kinds(result)

    def test_a_word_without_length_grows_into_the_gap(self) -> None:
        assert [(0, 195), (400, 700)] == times(repaired(transcript(Word("one", 0, 0), Word("two", 400, 700))))

    def test_a_word_without_length_ends_where_a_marked_pause_begins(self) -> None:
        words = (Word("one", 0, 0), Pause(120, 400), Word("two", 400, 700))
        assert [(0, 120), (400, 700)] == times(repaired(transcript(*words)))

    def test_a_word_that_ends_before_it_begins_has_its_times_turned_round(self) -> None:
        words = Word("one", 0, 350), Word("two", 750, 400), Word("three", 800, 1150)
        result = repaired(transcript(*words))
        assert [(0, 350), (400, 750), (800, 1150)] == times(result)
        assert ["negative-length"] == kinds(result)

    def test_words_that_all_end_before_they_begin_all_have_their_times_turned_round(self) -> None:
        result = repaired(transcript(*(Word("word", end, end - 350) for end in range(350, 4000, 400))))
        assert [(start, start + 350) for start in range(0, 3650, 400)] == times(result)

    @pytest.mark.parametrize("end", [100, 399])
    def test_times_are_not_turned_round_where_the_word_would_run_over_its_neighbour(self, end: int) -> None:
        result = repaired(transcript(Word("one", 0, 500), Word("two", 600, end), Word("three", 1000, 1150)))
        assert [(0, 500), (600, 795), (1000, 1150)] == times(result)


class TestUnit:
    def test_few_words_are_believed_where_the_media_is_that_long(self) -> None:
        aligned = transcript(Word("Bye.", 10_000, 60_000), media=Media(70_000))
        assert ["too-long"] == kinds(repaired(aligned))

    def test_few_words_are_divided_where_the_media_says_so(self) -> None:
        result = repaired(transcript(Word("Bye.", 1_500_000, 1_900_000), media=Media(2500)))
        assert [(1500, 1900)] == times(result)
        assert Media(2500) == result.media

    def test_few_words_are_divided_if_all_last_too_long_and_nothing_is_known_of_the_media(self) -> None:
        assert [(1500, 1900)] == times(repaired(transcript(Word("Bye.", 1_500_000, 1_900_000))))

    def test_the_duration_is_divided_with_the_words(self) -> None:
        wrong = [Word("word", start * 1000, start * 1000 + 300_000) for start in range(0, 4000, 400)]
        result = repaired(transcript(*wrong, media=Media(5_000_000)))
        assert Media(5000) == result.media
        assert ["unit"] == kinds(result)

    def test_right_segment_times_stay_where_only_the_words_are_wrong(self) -> None:
        wrong = [Word("word", start * 1000, start * 1000 + 300_000) for start in range(0, 4000, 400)]
        result = repaired(transcript(*wrong, start=0, end=4000))
        assert 4000 == result.segments[0].end

    def test_starts_alone_tell_the_unit_too(self) -> None:
        wrong = [Word("word", start * 1000) for start in range(0, 4000, 400)]
        assert (400, 660) == times(repaired(transcript(*wrong)))[1]

    def test_times_that_no_unit_explains_are_not_divided(self) -> None:
        wrong = [Word("word", start * 10**9, start * 10**9 + 10**9) for start in range(10)]
        assert [10**9 * number for number in range(10)] == [
            start for start, _ in times(repaired(transcript(*wrong)))
        ]


class TestStrict:
    @pytest.mark.parametrize(
        ("words", "path", "found"),
        [
            ([Word("one", 0, 300), Word("two")], "segments[0].tokens[1].start", "nothing"),
            ([Word("one", 0)], "segments[0].tokens[0].end", "nothing"),
            ([Word("one", None, 10)], "segments[0].tokens[0].start", "nothing"),
            ([Pause(), Word("one", -10, 300)], "segments[0].tokens[1].start", "-10 ms"),
            ([Word("one", 10, -300)], "segments[0].tokens[0].end", "-300 ms"),
            ([Word("one", 500, 300)], "segments[0].tokens[0].end", "300 ms"),
            (words_apart(0, 4000, 400, 800), "segments[0].tokens[1].start", "4000 ms"),
            (words_apart(0, 100), "segments[0].tokens[0].end", "300 ms"),
            (words_apart(0, 0), "segments[0].tokens[0].start", "0 ms"),
        ],
    )
    def test_a_fault_is_refused_with_its_path(self, words: list[Token], path: str, found: str) -> None:
        with pytest.raises(PayloadError) as refused:
            repaired(transcript(*words), strict=True)
        assert (path, found) == (refused.value.path, refused.value.found)

    def test_the_wrong_unit_is_refused(self) -> None:
        wrong = [Word("word", start * 1000, start * 1000 + 300_000) for start in range(0, 4000, 400)]
        with pytest.raises(
            PayloadError, match=r"segments\[0\]\.tokens\[0\]\.end: expected a time in ms, found 300000 ms"
        ):
            repaired(transcript(*wrong), strict=True)

    def test_a_duration_that_cannot_be_is_refused(self) -> None:
        with pytest.raises(PayloadError, match=r"media\.duration: expected a duration that holds the words"):
            repaired(transcript(*words_apart(50_000, 60_000), media=Media(1000)), strict=True)

    @pytest.mark.parametrize(
        "words",
        [
            [Word("one", 0, 300), Word("two", 300, 300), Word("three", 300, 700)],
            [Word("one", 0, 400), Word("two", 300, 700)],
            [Word("Bye.", 0, 60_000), *words_apart(60_000, 61_000, 62_000)],
        ],
    )
    def test_noise_of_recognisers_is_repaired_all_the_same(self, words: list[Token]) -> None:
        assert repaired(transcript(*words)) == repaired(transcript(*words), strict=True)


class TestEconomy:
    def test_segments_without_trouble_are_the_same_objects(self) -> None:
        good = [Segment(tuple(words_apart(begin, begin + 400))) for begin in (0, 1000, 2000)]
        bad = Segment((Word("lost"),))
        result = repaired(Transcript((good[0], bad, *good[1:])))
        assert [True, False, True, True] == [
            new is old for new, old in zip(result.segments, (good[0], bad, *good[1:]), strict=True)
        ]

    def test_a_transcript_without_words_needs_nothing(self) -> None:
        for empty in (Transcript(()), transcript(), transcript(Pause(5, 1), Pause(), media=Media(-1))):
            assert repaired(empty, strict=True) is empty

    def test_a_very_long_word_is_not_told_in_full(self) -> None:
        result = repaired(transcript(Word("x" * 10**6)))
        assert len(str(result.repairs[0])) < 200
