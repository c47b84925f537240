"""Hypothesis strategies for transcripts, payloads and captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import strategies as st

from subkit.document import Block, CueSettings
from subkit.model import Captions, Cue, LineBreak, Media, Pause, Segment, Speaker, Transcript, Word
from subkit.profile import Profile
from subkit.reading_speed import ReadingTable
from subkit.report import Finding, Repair

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS = st.one_of(
    st.sampled_from(
        ["I", "to", "hello", "world.", "[MUSIC]", "extraordinarily", "\u4f60\u597d\u3002", "x" * 500]
    ),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12),
)
_MESSY_TIMES = st.one_of(
    st.none(),
    st.integers(0, 3000),
    st.integers(-2000, 60_000),
    st.sampled_from([0, 1, 500, 1000, 1000, 10**6, 10**9, 4 * 10**12, -(10**9)]),
)


@st.composite
def _messy_word(draw: Callable[..., object]) -> Word:
    start = draw(_MESSY_TIMES)
    length = draw(
        st.one_of(st.integers(1, 900), st.integers(1, 900), st.sampled_from([0, -5, 1, 25_000, 10**6]))
    )
    end = start + length if start is not None and draw(st.integers(0, 4)) else draw(_MESSY_TIMES)
    return Word(
        draw(_TEXTS),
        start,
        end,
        draw(st.sampled_from([None, 0.5, 1.0])),
        draw(st.sampled_from([None, "1", "2"])),
        draw(st.booleans()),
        draw(st.booleans()),
    )


_MARKERS = st.builds(Pause, _MESSY_TIMES, _MESSY_TIMES, st.sampled_from([None, "small", "large"]))


@st.composite
def messy_transcripts(draw: Callable[..., object]) -> Transcript:
    """Transcripts whose times are any mixture of usable and useless."""
    tokens = st.lists(
        st.one_of(_messy_word(), _messy_word(), _messy_word(), _MARKERS, st.just(LineBreak())), max_size=12
    )
    segment = st.builds(
        lambda some, start, end: Segment(tuple(some), None, start, end), tokens, _MESSY_TIMES, _MESSY_TIMES
    )
    duration = draw(st.one_of(st.none(), st.integers(-5, 20_000), st.sampled_from([0, 10**6, 10**9])))
    media = draw(st.sampled_from([None, Media(duration)]))
    return Transcript(tuple(draw(st.lists(segment, max_size=4))), media=media)


@st.composite
def timed_transcripts(draw: Callable[..., object]) -> Transcript:
    """Transcripts whose words are timed, in order and apart, with pause markers anywhere, timed or not."""
    segments = []
    clock = draw(st.integers(0, 5000))
    for _ in range(draw(st.integers(0, 4))):
        tokens: list[Word | Pause | LineBreak] = []
        for _ in range(draw(st.integers(0, 8))):
            if draw(st.integers(0, 5)) == 0:
                tokens.append(draw(_MARKERS))
            length = draw(st.integers(1, 900))
            tokens.append(Word(draw(_TEXTS), clock, clock + length))
            clock += length + draw(st.sampled_from([0, 0, 0, 20, 400, 3000]))
        segments.append(Segment(tuple(tokens)))
    return Transcript(tuple(segments))


ODD_TEXTS = (
    "42",
    "1999\n2000",
    "a --> b",
    "----> out",
    "I <3 you",
    "I <3 you >> and you",
    "AT&amp;T & co &lt;",
    ">> JOHN: hi",
    "- one\n- two",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 ok",
    "\u05e9\u05dc\u05d5\u05dd \u200f(a)",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\u4f60\u597d\u3002\n\u3000\u518d\u89c1",
    "a\n\nb\n \nc",
    "a\rb\r\nc",
    "a\u2028b\u2029c\u0085d\x0be\x0cf\x1cg",
    "n\0ul \x07\x1b[31m\x7f\x9f",
    "<i>x</i> <unk> {\\an8}y {note}",
    "<b",
    "a < b > c { d",
    "<<a>> {{b}} <{>}",
    "<v Bob>hi <00:01.000>you",
    "&#60;b&#62; &copy &nbsp;",
    "  lead\tand trail \t",
    "\xa0",
    "",
    "\ufeffmark",
    "a\u200bb\u2060c\xadd",
    "lone \ud800 and \udfff",
    "not \ufffe \uffff",
    "1\n00:00:01,000 --> 00:00:02,000\ninjected",
    "00:00:01.000 --> 00:00:02.000",
    "x\n\n9\n00:00:50,000 --> 00:00:51,000\ninjected",
    "WEBVTT",
    "NOTE this",
    "STYLE\n::cue {}",
)
"""Texts of cues that one reader or another has been seen to lose, cut or change."""

_ODD_LINES = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(alphabet="ab <>{}-&;/\\\n\r\t\x0b\x85\u2028\xa0\u3000\0", max_size=12),
    st.text(st.characters(), max_size=12),
)


@st.composite
def odd_captions(draw: Callable[..., object]) -> Captions:
    """Captions with any text, speakers and times that can be written."""
    cues = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, 400_000_000))
        lines = tuple(draw(st.lists(_ODD_LINES, max_size=3)))
        speaker = draw(
            st.one_of(st.none(), st.sampled_from(["Ann", "Bob", "<unk>", "A > B & C", " \n"]), _ODD_LINES)
        )
        cues.append(Cue(start, start + draw(st.integers(0, 9000)), lines, speaker))
    return Captions(tuple(cues))


_SAYINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_REPAIRS = st.lists(st.builds(Repair, _SAYINGS, _SAYINGS, _SAYINGS), max_size=2).map(tuple)
_FINDINGS = st.lists(
    st.builds(Finding, _SAYINGS, st.integers(1, 9), st.integers(0, 99), st.just(42.0)), max_size=2
)


@st.composite
def full_captions(draw: Callable[..., object]) -> Captions:
    """Captions with all there can be: a transcript whose words they hold, or others; repairs, findings, names."""
    transcript = msgspec.structs.replace(
        draw(st.one_of(messy_transcripts(), timed_transcripts())),
        speakers=(Speaker("1", draw(_SAYINGS)), Speaker("2")),
        language=draw(st.sampled_from([None, "en-US"])),
        provider=draw(st.sampled_from([None, "verbit"])),
        repairs=draw(_REPAIRS),
    )
    words = list(transcript.words)
    cues = []
    while words:
        count = draw(st.integers(0, 5))
        held, words = tuple(words[:count]), words[max(count, 1) :]
        if draw(st.integers(0, 5)) == 0:
            held = (*held, Word("else"))
        start = draw(st.integers(-10, 10**9))
        cues.append(
            Cue(
                start,
                start + 1,
                tuple(draw(st.lists(_SAYINGS, max_size=2))),
                draw(st.none() | _SAYINGS),
                held,
                draw(st.sampled_from([(), (), ("Ann", "Bob")])),
                draw(st.none() | _SAYINGS),
                draw(st.none() | cue_settings()),
                tuple(draw(st.lists(_SAYINGS, max_size=2))),
            )
        )
    return Captions(
        tuple(cues),
        draw(st.sampled_from([None, "en"])),
        draw(st.sampled_from([None, "default"])),
        draw(st.sampled_from([None, transcript, transcript])),
        draw(_REPAIRS),
        tuple(draw(_FINDINGS)),
        blocks=tuple(
            draw(st.lists(st.builds(Block, st.sampled_from(["note", "style"]), _SAYINGS), max_size=2))
        ),
    )


def cue_settings() -> st.SearchStrategy[CueSettings]:
    """Where a cue may be shown; figures with two decimals, as files have them."""
    percent = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
    return st.one_of(
        st.builds(
            CueSettings,
            vertical=st.sampled_from(["", "rl", "lr"]),
            line=st.none() | percent,
            snap_to_lines=st.just(False),
            line_align=st.sampled_from(["start", "center", "end"]),
            position=st.none() | percent,
            position_align=st.sampled_from(["line-left", "center", "line-right", "auto"]),
            size=percent,
            align=st.sampled_from(["start", "center", "end", "left", "right"]),
        ),
        st.builds(CueSettings, line=st.integers(-20, 20).map(float), region=st.sampled_from([None, "top"])),
    )


SPEECH = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
"""Words as providers send them: letters of any script, digits, punctuation."""

_SECONDS = st.one_of(
    st.none(), st.integers(0, 900), st.floats(-2.0, 1e5, allow_nan=False).map(lambda time: round(time, 4))
)


def verbit_tokens() -> st.SearchStrategy[dict[str, object]]:
    """A token of Verbit's Transcript JSON, of any kind, with times that may be missing or absurd."""
    texts = {
        "word": SPEECH,
        "punctuation": st.sampled_from([".", ",", "?", "(", ")", "–", "...", '"']),
        "space": st.sampled_from([" ", "  ", "\t"]),
        "line_break": st.just("\n"),
        "sound": SPEECH,
    }
    return st.sampled_from(["word", "word", "space", "space", *texts]).flatmap(
        lambda kind: st.fixed_dictionaries(
            {"text": texts[kind], "kind": st.just(kind), "start_time": _SECONDS, "end_time": _SECONDS},
            optional={"confidence": st.floats(0, 1)},
        )
    )


def verbit_documents() -> st.SearchStrategy[dict[str, object]]:
    """Verbit's Transcript JSON with any mixture of tokens."""
    segments = st.fixed_dictionaries(
        {"tokens": st.lists(verbit_tokens(), max_size=12), "start_time": _SECONDS, "end_time": _SECONDS},
        optional={"speaker_id": st.sampled_from(["a", "b"])},
    )
    return st.fixed_dictionaries(
        {
            "version": st.just(1),
            "kind": st.sampled_from(["transcript", "captions"]),
            "segments": st.lists(segments, max_size=4),
            "speakers": st.just([{"id": "a", "text": "Ada"}, {"id": "c", "text": None}]),
        }
    )


def pictory_entries() -> st.SearchStrategy[dict[str, object]]:
    """An item of ``words``: a word, or a pause with or without times."""
    times = {"start_time": _SECONDS, "end_time": _SECONDS}
    speaker = {"speakerId": st.integers(0, 2)}
    words = st.fixed_dictionaries(
        {"word": SPEECH, **times},
        optional={"highlight": st.booleans(), "is_pause": st.just(False), **speaker},
    )
    pauses = st.fixed_dictionaries(
        {"word": st.just(""), "is_pause": st.just(True)},
        optional={"pause_size": st.sampled_from(["small", "medium"]), **times, **speaker},
    )
    return st.one_of(words, words, words, pauses)


def pictory_jobs() -> st.SearchStrategy[dict[str, object]]:
    """Finished jobs of Pictory with any mixture of words and pauses."""
    segments = st.fixed_dictionaries(
        {"uid": st.uuids().map(str), "words": st.lists(pictory_entries(), max_size=12)},
        optional={"speakerId": st.integers(0, 2)},
    )
    data = st.fixed_dictionaries(
        {"transcript": st.lists(segments, max_size=4)}, optional={"status": st.just("completed")}
    )
    return st.fixed_dictionaries(
        {"success": st.just(True), "data": data}, optional={"job_id": st.uuids().map(str)}
    )


@st.composite
def profiles(draw: Callable[..., object]) -> Profile:
    """Any valid profile: tiny lines, three lines, huge minimum durations, forbidden gaps wider than the linger."""
    min_gap = draw(st.sampled_from([0, 0, 83, 400]))
    forbidden = draw(st.sampled_from([None, (1, 500), (1, 1000), (125, 500), (250, 300), (1, 50)]))
    if forbidden and forbidden[0] <= min_gap < forbidden[1]:
        forbidden = None
    max_duration = draw(st.sampled_from([1, 900, 3000, 7000, 60_000]))
    return Profile(
        name="any",
        max_line_length=draw(st.sampled_from([1, 5, 13, 25, 42])),
        max_lines=draw(st.integers(1, 3)),
        max_cps=draw(st.sampled_from([None, 4.0, 17.0, 21.0])),
        min_duration=draw(st.sampled_from([0, 833, 1000, 5000, max_duration])) % (max_duration + 1),
        max_duration=max_duration,
        min_gap=min_gap,
        forbidden_gap=forbidden,
        linger=draw(st.sampled_from([0, 500, 1500])),
        early=draw(st.sampled_from([0, 83, 1500])),
        max_pause=draw(st.sampled_from([1, 300, 1000, 60_000])),
        gap_policy=draw(st.sampled_from(["cover", "trim"])),
        max_trim=draw(st.sampled_from([0, 83, 2000])),
    )


@st.composite
def house_styles(draw: Callable[..., object]) -> Profile:
    """Any valid profile that has limits of the kinds that only some houses have."""
    plain = draw(profiles())
    word = draw(st.sampled_from([None, None, 300]))
    table = ReadingTable(steps=((12, 1000), (20, 2000), (36, 3000), (60, 4000)), tolerance=0.2)
    return msgspec.structs.replace(
        plain,
        max_cue_length=draw(st.sampled_from([None, 1, 30, 60])),
        max_wpm=draw(st.sampled_from([None, 130.0, 180.0])),
        time_per_word=word and min(word, plain.max_duration),
        reading_table=draw(st.sampled_from([None, table])),
        max_duration_one_line=draw(st.sampled_from([None, max(plain.min_duration, 3500)])),
        min_line_ratio=draw(st.sampled_from([None, 0.5, 1.0])),
    )


_LATIN = [
    "I",
    "to",
    "the",
    "of",
    "hello",
    "Dr.",
    "U.S.",
    "3.5",
    "million.",
    "(so",
    "far)",
    "Ann",
    "“quote”",
    "–",
]
_SCRIPTS = {
    None: [*_LATIN, "你好。", "สวัสดี"],
    "en": [*_LATIN, "extraordinarily", "x" * 60, "https://example.org/" + "a" * 55],
    "zh": ["你", "好", "，", "我們", "在", "「", "字幕", "」", "。", "2024", "OK", "字幕" * 30],
    "ja": ["これ", "は", "、", "テスト", "っ", "です", "。", "（", "A", "）", "カラオケ" * 12 + "ok" * 40],
    "ko": ["안녕하세요", "세계", "A", "…", "한국어입니다."],
    "th": ["กำลัง", "ที่นี่", "ครับ", "ไทย" * 20],
    "ar": ["مَرْحَبًا", "بِكُمْ", "،", "في", "العالم."],
}


@st.composite
def spoken_transcripts(draw: Callable[..., object], *, speakers: bool = True) -> Transcript:
    """Transcripts of any script, with sound times or messy ones, glued words, pauses and speakers."""
    if draw(st.integers(0, 3)) == 0:
        messy = draw(messy_transcripts())
        return messy if speakers else _without_speakers(messy)
    language = draw(st.sampled_from(list(_SCRIPTS)))
    texts = st.sampled_from(_SCRIPTS[language])
    segments, clock = [], draw(st.integers(0, 5000))
    for _ in range(draw(st.integers(0, 4))):
        tokens: list[Word | Pause | LineBreak] = []
        for _ in range(draw(st.integers(0, 14))):
            if draw(st.integers(0, 5)) == 0:
                tokens.append(draw(_MARKERS))
            length = draw(st.sampled_from([1, 80, 80, 250, 250, 600, 9000]))
            start, end = draw(st.sampled_from([(clock, clock + length)] * 9 + [(None, None)]))
            speaker = draw(st.sampled_from([None, None, None, "1", "2"])) if speakers else None
            glued = draw(st.integers(0, 9)) == 0
            tokens.append(Word(draw(texts), start, end, None, speaker, glued))
            clock += length + draw(st.sampled_from([0, 0, 0, 20, 400, 999, 1000, 3000]))
        speaker = draw(st.sampled_from([None, "1", "Ann"])) if speakers else None
        segments.append(Segment(tuple(tokens), speaker))
    return Transcript(tuple(segments), (Speaker("1", "Bob"), Speaker("2")), language)


def _without_speakers(transcript: Transcript) -> Transcript:
    segments = [
        msgspec.structs.replace(
            segment,
            tokens=tuple(
                msgspec.structs.replace(token, speaker=None) if isinstance(token, Word) else token
                for token in segment.tokens
            ),
        )
        for segment in transcript.segments
    ]
    return msgspec.structs.replace(transcript, segments=tuple(segments))


_WILD_LINES = {
    "en": ["Yes.", "- I know.", "– No!", ">> Go on", "ANN: Hello, you.", "(Laughter)", "♪ la la ♪", "x", "x" * 60,
           "and so we went down to the river", "one, two, three; and four.", "<i>there</i>", "a\xa0b ?", " ", ""],
    "ja": ["そうだ、行こう。", "京都へ　今すぐ行こうと思っています", "ええ", "カラオケ" * 12, "（笑い）", ""],
    "he": ["שלום לכם.", "- כן", "\u200fמה שלומך היום, חבר יקר שלי?"],
    None: ["Hello there,", "مرحبا بكم في العالم", "กำลังที่นี่", "字幕 ok", "a b c d e f g h i j k l m n o p q r s t u v"],
}  # fmt: skip


@st.composite
def wild_captions(draw: Callable[..., object]) -> Captions:
    """Captions as broken tools leave them: overlaps, reversed and empty cues, no duration, any order, any length."""
    language = draw(st.sampled_from(list(_WILD_LINES)))
    texts = st.lists(st.sampled_from(_WILD_LINES[language]), max_size=3).map(tuple)
    jumps = st.sampled_from([0, 0, 1, 80, 300, 499, 1500, 1500, 4000, 20_000, -700, -3000])
    lengths = st.sampled_from([0, 1, 200, 900, 1500, 1500, 2500, 4000, 9000, -500])
    cues, clock = [], draw(st.integers(0, 3000))
    for _ in range(draw(st.integers(0, 7))):
        start = max(0, clock + draw(jumps))
        clock = start + draw(lengths)
        cues.append(Cue(start, clock, draw(texts), draw(st.sampled_from([None, None, None, "Ann", "Bob"]))))
    return Captions(tuple(cues), language)
