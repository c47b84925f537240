"""The dialect that all readers take alike: what subkit writes is in it, and each way out of it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.checking.portable import LATEST, findings
from subkit.formats import encode, parse

if TYPE_CHECKING:
    from subkit.model import Captions

GOOD = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n"


def reasons(text: str, content: bytes | None = None, form: str = "srt") -> list[tuple[int, str]]:
    cues = parse(text, form).cues
    found = findings(text.encode() if content is None else content, text, form, cues)
    assert all("portable" == one.rule and one.hard and one.value > 0 for one in found)
    return [(one.cue, one.reason) for one in found]


@given(odd_captions(), st.sampled_from(["srt", "vtt"]))
def test_what_is_written_is_in_the_dialect_but_for_its_times(captions: Captions, form: str) -> None:
    content = encode(captions, form)
    cues = parse(content, form).cues
    late = [number for number, cue in enumerate(cues, 1) if cue.end >= LATEST]
    found = findings(content, content.decode(), form, cues)
    assert late == [one.cue for one in found if "hundred hours" in one.reason]
    others = {one.reason for one in found if one.cue not in late}
    assert not others or (form == "vtt" and all(reason.startswith("{...}") for reason in others))


def test_a_good_file_has_nothing_to_tell() -> None:
    assert [] == reasons(GOOD)


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        (f"\ufeff{GOOD}", 1, "byte order mark"),
        (GOOD.replace("\n", "\r\n"), 1, "LF alone"),
        (GOOD.replace("Two", " Two"), 2, "begins or ends with a blank"),
        (GOOD.replace("Two", "Two\u2028three"), 2, "U+2028"),
        (GOOD.replace("Two", "a\x07b"), 2, "U+0007"),
        (GOOD.replace("Two", "{note} Two"), 2, "taken for markup"),
        (GOOD.replace("Two", "<i>Two</i>"), 2, "taken for markup"),
        (GOOD.replace("00:00:04,000", "100:00:04,000"), 2, "hundred hours"),
    ],
)
def test_each_way_out_of_the_dialect_is_told_with_its_cue(text: str, cue: int, said: str) -> None:
    ((number, reason),) = reasons(text)
    assert cue == number
    assert said in reason


def test_a_file_of_another_encoding_is_told() -> None:
    text = GOOD.replace("Two", "Zwölf")
    assert [(1, "the file is not UTF-8")] == reasons(text, text.encode("cp1252"))


def test_tags_of_webvtt_are_its_own_but_braces_are_nobodys() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>One</i>\n\n00:03.000 --> 00:04.000\n{\\an8}Two\n"
    assert [2] == [cue for cue, _ in reasons(text, form="vtt")]
