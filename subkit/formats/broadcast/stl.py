"""EBU STL (EBU Tech 3264), the subtitle files of European broadcasters, read by ttconv.

Guarded here, of ttconv 1.2.3: it shows comments as subtitles, leaves out subtitles whose times are none or lie within those of
the one before, drops blanks beside codes of styling, words with them, and fails with whatever a truncated file gives rise to.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from ttconv import model
from ttconv.stl import reader
from ttconv.stl.config import STLReaderConfiguration

from subkit.errors import FormatError
from subkit.formats.broadcast.document import ended, paragraphs
from subkit.formats.broadcast.told import told
from subkit.model import Captions
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.wording import one_line

if TYPE_CHECKING:
    from subkit.model import Cue

_HEAD, _BLOCK = 1024, 128
_rate = pattern(rb"STL(23|24|25|30|50)\.01")
_SIGN = slice(3, 11)  # the Disk Format Code
_PROGRAMME = slice(256, 264)  # the Timecode: Start-of-Programme
_EXTENSION, _CUMULATIVE, _IN, _OUT, _COMMENT = 3, 4, slice(5, 9), slice(9, 13), 15
_LAST, _USER = 0xFF, 0xF0


class _Blocks(NamedTuple):
    """Text and timing blocks that ttconv reads as they are meant."""

    content: bytes
    repairs: list[Repair]


def parse(content: bytes | str, source: str = "stl", *, lenient: bool = False) -> Captions:
    """Captions from EBU STL.

    Times count from the start of the programme, if the file's head says when that is and nothing comes before it. Colours,
    italics, underlining and places are kept; comments are left out.

    Args:
        content: the file's bytes.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant; no subtitle is lost.

    Raises:
        FormatError: the bytes break the format.
    """
    data = content.encode("latin-1", "replace") if isinstance(content, str) else content
    match = _rate.fullmatch(data[_SIGN])
    if match is None or len(data) < _HEAD:
        raise FormatError(
            source,
            0,
            "no EBU STL: it does not begin with a head of 1024 bytes that names STL25.01 or the like",
        )
    frames = {b"23": 24}.get(match[1], int(match[1]))
    blocks = _blocks(data[_HEAD:], frames, source, lenient=lenient)
    offset = _programme(data, blocks.content, frames)
    config = STLReaderConfiguration(program_start_tc="TCP" if offset else None)
    with told() as messages:
        try:
            made = reader.to_model(BytesIO(data[:_HEAD] + blocks.content), config)
            _part(made)
            cues: list[Cue] = [cue for part in paragraphs(made) for cue in part.cues]
        except Exception as error:
            reason = f"ttconv refuses this file ({one_line(str(error)) or type(error).__name__})"
            raise FormatError(source, 0, reason) from error
    repairs = [*blocks.repairs, *(Repair("stl", source, one_line(message)) for message in messages)]
    if offset:
        repairs.append(Repair("start-timecode", source, f"times count from the programme's start, {offset}"))
    in_order, told_of_ends = ended(cues)
    captions = Captions(in_order, repairs=(*repairs, *told_of_ends))
    language = made.get_lang()
    return replace(captions, language=language, language_source="payload") if language else captions


def _part(made: model.ContentDocument) -> None:
    """Put the blank back that stands between text of different styling: the code that changes it fills a place itself."""
    for element in made.get_body().dfs_iterator():
        if isinstance(element, model.Text):
            element.set_text(f"{element.get_text()} ")


def _blocks(data: bytes, frames: int, source: str, *, lenient: bool) -> _Blocks:
    kept = []
    repairs = []
    until = 0
    rest = len(data) % _BLOCK
    if rest and data[-rest:].strip(b"\0\x8f\x1a "):
        if not lenient:
            raise FormatError(source, 0, f"the file is cut within block {len(data) // _BLOCK + 1}")
        repairs.append(Repair("truncated", f"block {len(data) // _BLOCK + 1}", "the file is cut within it"))
        data += b"\x8f" * (_BLOCK - rest)
    for number in range(len(data) // _BLOCK):
        block = bytearray(data[number * _BLOCK : (number + 1) * _BLOCK])
        if block[_COMMENT] == 1:
            repairs.append(Repair("comment", f"block {number + 1}", "a comment was left out"))
            continue
        if block[_EXTENSION] == _LAST:
            begin, end = _frame(block[_IN], frames), _frame(block[_OUT], frames)
            earliest = 0 if block[_CUMULATIVE] else until
            if begin is None or end is None or end <= max(begin, earliest):
                reason = "a subtitle without times in which it could be shown"
                if not lenient:
                    raise FormatError(source, 0, f"block {number + 1}: {reason}")
                begin = max(begin or 0, earliest)
                end = begin + frames
                block[_IN], block[_OUT] = _clock(begin, frames), _clock(end, frames)
                repairs.append(Repair("missing-time", f"block {number + 1}", f"{reason}; gave it a second"))
            until = end
        kept.append(bytes(block))
    return _Blocks(b"".join(kept), repairs)


def _frame(clock: bytes | bytearray, frames: int) -> int | None:
    """The number of a frame; ``None`` if the four bytes are no timecode."""
    hour, minute, second, frame = clock
    if minute > 59 or second > 59 or frame >= frames:  # noqa: PLR2004 - of a clock
        return None
    return ((hour * 60 + minute) * 60 + second) * frames + frame


def _clock(frame: int, frames: int) -> bytes:
    seconds, frame = divmod(frame, frames)
    return bytes([min(seconds // 3600, 255), seconds // 60 % 60, seconds % 60, frame])


def _programme(head: bytes, blocks: bytes, frames: int) -> str:
    """When the programme starts, as the head says; nothing if it says nothing, or not the truth."""
    said = head[_PROGRAMME]
    if not said.isdigit():
        return ""
    start = _frame(bytes([int(said[place : place + 2]) for place in range(0, 8, 2)]), frames)
    begins = [_frame(blocks[at : at + _BLOCK][_IN], frames) or 0 for at in range(0, len(blocks), _BLOCK)]
    if not start or min(begins, default=0) < start:
        return ""
    text = said.decode()
    return ":".join([text[place : place + 2] for place in range(0, 8, 2)])
