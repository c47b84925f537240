from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import messy_transcripts, timed_transcripts

from subkit.captioning.repair import repaired
from subkit.captioning.spread import LEAST, estimate
from subkit.errors import PayloadError
from subkit.model import LineBreak, Media, Pause, Segment, Transcript, Word


def transcript(*tokens, media=None, **edges):
    return Transcript((Segment(tokens, **edges),), media=media)


def times(result):
    return [(word.start, word.end) for word in result.words]


def kinds(result):
    return [repair.kind for repair in result.repairs]


def words_apart(*starts, length=300):
    return [Word(f"word{number}", start, start + length) for number, start in enumerate(starts)]


class TestLaws:
    @given(messy_transcripts())
    def test_every_word_lasts_and_none_overlaps_or_goes_back(self, messy):
        spans = times(repaired(messy))
        assert all(0 <= start < end for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))

    @given(messy_transcripts())
    def test_nothing_but_word_times_changes(self, messy):
        def bare(some):
            return [
                replace(segment, tokens=tuple(untimed(token) for token in segment.tokens), start=None, end=None)
                for segment in some.segments
            ]

        def untimed(token):
            return token if isinstance(token, LineBreak) else replace(token, start=None, end=None)

        assert bare(messy) == bare(repaired(messy))

    @given(messy_transcripts())
    def test_repairing_again_changes_nothing(self, messy):
        once = repaired(messy)
        assert repaired(once) is once
        assert repaired(once, strict=True) is once

    @given(timed_transcripts())
    def test_a_transcript_that_needs_nothing_is_returned_as_it_is(self, timed):
        assert repaired(timed) is timed
        assert repaired(timed, strict=True) is timed

    @given(messy_transcripts())
    def test_every_changed_word_is_within_a_reported_run(self, messy):
        result = repaired(messy)
        if "unit" in kinds(result) and result.repairs[0].place == "all words":
            return
        before = list(messy.words)
        covered = set()
        for repair in result.repairs:
            numbers = [int(part.split()[0]) for part in repair.place.split("word ")[1:] if part.split()[0].isdigit()]
            covered |= set(range(min(numbers, default=0), max(numbers, default=-1) + 1))
        for number, (old, new) in enumerate(zip(before, result.words, strict=True), 1):
            assert (old.start, old.end) == (new.start, new.end) or number in covered

    @given(messy_transcripts())
    def test_strict_refuses_with_a_path_or_leaves_only_noise_to_repair(self, messy):
        try:
            result = repaired(messy, strict=True)
        except PayloadError as error:
            assert error.path.startswith(("segments[", "media.duration"))
            assert repaired(messy).repairs
        else:
            assert {"zero-length", "too-long", "no-room", "overlap", "duplicate-time"}.issuperset(kinds(result))

    @given(messy_transcripts(), st.integers(0, 30))
    def test_words_far_from_the_trouble_keep_their_times(self, messy, count):
        far = words_apart(*range(10**7, 10**7 + 400 * count, 400))
        trouble = replace(messy, segments=(*messy.segments, Segment(tuple(far))), media=None)
        wild = any((time or 0) > 10**5 for word in messy.words for time in (word.start, word.end))
        if count and not wild:
            assert [(word.start, word.end) for word in far] == times(repaired(trouble))[-count:]
