"""What a target is begun with: small files of its format, and the samples of an adapter, their lists cut short."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from subkit.captioning import caption
from subkit.errors import FormatError
from subkit.formats import encode, formats
from subkit.model import Captions, Cue, Segment, Transcript, Word

SAMPLES = Path(__file__).parent.parent.parent / "samples"
_KEPT = 3
"""How many items of a sample's lists are kept."""

_SRT = (
    "1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2 Y1:3 Y2:4\n{\\an8}<i>so</i> <font color='#fff'>it</font>\n\n\n"
    "00:02.5 -> 00:03:000\nb\n\n3\n-00:00:01,000 --> 1:2:3,4\n- a\n- b\n"
)
_VTT = (
    "WEBVTT - t\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\nSTYLE\n::cue(b) { color: red }\n\n"
    "REGION\nid:top\nwidth:40%\nlines:3\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up\n\nNOTE n\n\n"
    "one\n00:01.000 --> 00:02.000 line:-1,start position:10%,line-left size:50% align:left vertical:rl region:top\n"
    "<v.loud Ann>a <b>b</b> <c.red>c</c> <i>d</i> <u>e</u> <lang en>f</lang> <ruby>g<rt>h</rt></ruby>"
    " <00:01.500>i &amp; &lt; &gt; &nbsp; &lrm; &#60; &copy\n"
)
_WILD = {
    "srt": (_SRT, "\ufeffWEBVTT\n\n1\r\n00:00:01.000 --> 00:00:02.000\r\nx\r\n\r\n", "{10}{20}a|b\n"),
    "vtt": (_VTT,),
    "lrc": ("[ar:x]\n[offset:+100]\n[00:01.00]a <00:01.50>b\n[00:02.00][00:03.00]c\n",),
    "sbv": ("0:00:01.000,0:00:02.000\na[br]b\n\n",),
    "json3": ('{"events":[{"tStartMs":0,"dDurationMs":9,"segs":[{"utf8":"a","tOffsetMs":1},{"utf8":"\\n"}]}]}',),
    "scc": ("Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420 94ae 94ae 9470 9470 c8e5 ecec ef80 942f 942f\n\n",),
}  # fmt: skip


def captions_seeds(name: str) -> tuple[bytes, ...]:
    """Files of a format: what subkit writes, if it does, and odd ones."""
    odd = [text.encode() for text in _WILD.get(name, ())]
    if formats()[name].writable:
        odd += [_encoded(captions, name) for captions in (Captions(()), _styled(), _captioned())]
    return tuple(seed for seed in odd if seed) or (b"1",)


def _encoded(captions: Captions, name: str) -> bytes:
    try:
        return encode(captions, name)
    except FormatError:
        return b""


def _styled() -> Captions:
    return Captions(
        (
            Cue(1000, 2000, ("so it", "is"), speaker="Ann", markup=("<i>so</i> it", "is")),
            Cue(2000, 3500, ("yes & <no>",), id="two"),
        ),
        "en",
    )


def _captioned() -> Captions:
    words = tuple(
        Word(text, 500 * at, 500 * at + 400) for at, text in enumerate(["Hello,", "world.", "Bye."])
    )
    return caption(Transcript((Segment(words, "1"),), language="en"))


def payload_seeds(name: str) -> tuple[bytes, ...]:
    """The samples of an adapter; for subkit's own JSON what it writes."""
    if name == "subkit":
        return captions_seeds("json")
    found = [path.read_bytes() for path in sorted((SAMPLES / name).glob("*.json"))]
    return tuple(
        json.dumps(_cut(json.loads(content.decode("utf-8", "replace"))), ensure_ascii=False).encode()
        for content in found
    ) or (b"{}",)


def _cut(value: Any) -> Any:
    if isinstance(value, list):
        return [_cut(item) for item in value[:_KEPT]]
    if isinstance(value, dict):
        return {key: _cut(item) for key, item in value.items()}
    return value[:200] if isinstance(value, str) else value
