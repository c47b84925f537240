"""Media files that are given for captions are known, and no captions are taken for media."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import contents
from subkit.errors import InputError
from subkit.formats import opened
from subkit.formats.media import refuse_media

PACKETS = b"".join(b"G\x40\x11" + bytes(185) for _ in range(3))
MEDIA = {
    "MP4 or QuickTime": b"\0\0\0 ftypisom\0\0\2\0isom",
    "Matroska or WebM": b"\x1a\x45\xdf\xa3\xa3\x42\x86",
    "WAV or AVI": b"RIFF\x24\x10\0\0WAVEfmt ",
    "sound": b"ID3\4\0\0\0\0\0\0",
    "MPEG-TS": PACKETS,
}


@pytest.mark.parametrize("kind", MEDIA)
def test_media_are_named_and_what_takes_them(kind: str) -> None:
    for read in (
        lambda: opened(MEDIA[kind], "talk.mp4", otherwise="srt"),
        lambda: contents.held(MEDIA[kind], "talk.mp4"),
    ):
        with pytest.raises(InputError) as caught:
            read()
        assert str(caught.value).startswith(
            f"talk.mp4: is a media file ({kind}), and no text; 'subkit extract' "
        )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_no_text_is_taken_for_media(text: str) -> None:
    refuse_media(text.replace("ftyp", "").replace("moov", "").encode(), "talk.srt")


def test_text_of_the_letter_g_is_no_transport_stream() -> None:
    refuse_media(b"G" * 1000, "talk.txt")
