"""The blocks of a file, its times, settings and regions: each rule of the W3C's parser, with cases of our own."""

from __future__ import annotations

import pytest

from subkit.document import Block, CueSettings
from subkit.formats.vtt import parse
from subkit.formats.vtt.blocks import Document
from subkit.formats.vtt.regions import Region
from subkit.formats.vtt.settings import read, written
from subkit.formats.vtt.stamps import stamp, subrip_time_line, time_line

TIMES = "00:01.000 --> 00:02.000"


@pytest.mark.parametrize(
    ("head", "is_signed"),
    [
        ("WEBVTT", True),
        ("WEBVTT\t", True),
        ("\ufeffWEBVTT x --> y", True),
        ("WEBVTTX", False),
        (" WEBVTT", False),
        ("webvtt", False),
        ("WEBVTT\x0b", False),
        ("\ufeff\ufeffWEBVTT", False),
        ("", False),
    ],
)
def test_a_file_is_told_by_its_signature(head: str, is_signed: bool) -> None:
    document = Document(f"{head}\n\n{TIMES}\nx")
    assert (is_signed, int(is_signed)) == (document.has_signature, len(document.cues))


@pytest.mark.parametrize(
    ("body", "cues"),
    [
        (f"{TIMES}\nx", [("", "x")]),
        (f"{TIMES}", [("", "")]),
        (f"name\n{TIMES}\nx\ny", [("name", "x\ny")]),
        (f"\n\n\n name \n{TIMES}\nx\n\n\n", [(" name ", "x")]),
        (f"{TIMES}\n\nx", [("", "")]),
        (f"{TIMES}\n \nx", [("", " \nx")]),
        (f"{TIMES}\nx\n{TIMES}\ny", [("", "x"), ("", "y")]),
        (f"a\nb\n{TIMES}\nx", [("", "x")]),
        (f"a\n{TIMES}\n{TIMES}\ny", [("a", ""), ("", "y")]),
        (f"a-->\n{TIMES}\nx", [("", "x")]),
        (f"NOTE\n{TIMES}\nx", [("NOTE", "x")]),
        (f"NOTE a\nb\n{TIMES}\nx", [("", "x")]),
        (f"STYLE\n{TIMES}\nx", [("STYLE", "x")]),
        (f"STYLE\n::cue {{}}\n{TIMES}\nx", [("", "x")]),
        ("00:01.000 -> 00:02.000\nx", []),
    ],
)
def test_cues_are_found_where_browsers_find_them(body: str, cues: list[tuple[str, str]]) -> None:
    assert cues == [(cue.id, cue.text) for cue in Document(f"WEBVTT\n\n{body}").cues]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("00:01.000-->00:02.000", (1000, 2000)),
        ("\t 00:01.000 \f-->\t00:02.000 ", (1000, 2000)),
        ("1:00:01.000 --> 100:00:02.000", (3_601_000, 360_002_000)),
        ("000001:00:00.000 --> 01:00:00.001", (3_600_000, 3_600_001)),
        ("00:01.000 --> 00:02.000x", (1000, 2000)),
        ("0:01.000 --> 00:02.000", None),
        ("00:1.000 --> 00:02.000", None),
        ("00:01.00 --> 00:02.000", None),
        ("00:01.0000 --> 00:02.000", None),
        ("00:01.000 --> 00:02.0000", None),
        ("60:01.000 --> 60:02.000", None),
        ("00:60.000 --> 00:61.000", None),
        ("00:01,000 --> 00:02,000", None),
        ("-00:01.000 --> 00:02.000", None),
        ("00:01.000 --> ", None),
        ("00:01.000\x0b --> 00:02.000", None),
        ("\u0660\u0660:01.000 --> 00:02.000", None),
        ("888889:00:00.000 --> 888889:00:01.000", None),
        (f"{'9' * 9000}:00:00.000 --> 00:02.000", None),
    ],
)
def test_times_are_those_of_the_standard(line: str, times: tuple[int, int] | None) -> None:
    found = time_line(line)
    assert times == (found and found[:2])


def test_time_stamps_need_nothing_around_them() -> None:
    assert [1500, None, None] == [stamp("00:01.500"), stamp("00:01.500 "), stamp("888889:00:00.000")]


@pytest.mark.parametrize(
    "line", ["00:00:01,000 --> 00:00:02,000", "0:0:1,000 --> 0:0:2.000", "0:01.000 --> 0:02.000"]
)
def test_times_as_subrip_has_them_are_read_if_lenient(line: str) -> None:
    found = subrip_time_line(line)
    assert found is not None
    assert (1000, 2000) == found[:2]
    read_so = parse(f"WEBVTT\n\n{line}\nx\n", lenient=True)
    assert ([(1000, 2000, ("x",))], 1) == (
        [(cue.start, cue.end, cue.lines) for cue in read_so],
        len(read_so.repairs),
    )


@pytest.mark.parametrize(
    ("text", "settings", "ignored"),
    [
        ("", None, ()),
        (" align:center size:100%", None, ()),
        (" vertical:rl\tline:-1", CueSettings(vertical="rl", line=-1), ()),
        ("line:12.5%,end", CueSettings(line=12.5, snap_to_lines=False, line_align="end"), ()),
        ("line:1.5", CueSettings(line=1.5), ()),
        ("line:5 line:x", CueSettings(line=5), ("line:x",)),
        ("line:1,middle", None, ("line:1,middle",)),
        (
            "line:1. line:.5 line:-- line:1-1 line:1e3 line:-5%",
            None,
            ("line:1.", "line:.5", "line:--", "line:1-1", "line:1e3", "line:-5%"),
        ),
        ("position:10%,line-left", CueSettings(position=10, position_align="line-left"), ()),
        (
            "position:10 position:101% position:10%,left",
            None,
            ("position:10", "position:101%", "position:10%,left"),
        ),
        ("size:33.333%", CueSettings(size=33.333), ()),
        ("size:-1% size:50", None, ("size:-1%", "size:50")),
        ("align:left align:middle", CueSettings(align="left"), ("align:middle",)),
        ("vertical:tb", None, ("vertical:tb",)),
        ("align : :start colour:red align:", None, ("align", ":", ":start", "colour:red", "align:")),
        ("region:a line:1", CueSettings(line=1), ()),
        ("line:1 region:a", CueSettings(line=1, region="a"), ()),
        ("region:a vertical:lr", CueSettings(vertical="lr"), ()),
        ("region:a size:50%", CueSettings(size=50), ()),
        ("region:a:b", CueSettings(region="a:b"), ()),
        ("Line:1\u00a0align:end", None, ("Line:1\u00a0align:end",)),
        ("line:" + "9" * 400, None, ("line:" + "9" * 400,)),
    ],
)
def test_settings_are_read_as_browsers_read_them(
    text: str, settings: CueSettings | None, ignored: tuple[str, ...]
) -> None:
    assert (settings, ignored) == read(text)
    if settings is not None:
        assert (settings, ()) == read(written(settings))


def test_figures_are_written_without_exponents() -> None:
    assert ["line:-1", "line:0.0000001%", "line:0", "size:0.1%"] == [
        written(CueSettings(line=-1.0)),
        written(CueSettings(line=1e-7, snap_to_lines=False)),
        written(CueSettings(line=-0.0)),
        written(CueSettings(size=0.1)),
    ]


def test_regions_are_read_before_the_first_cue_and_the_last_of_a_name_counts() -> None:
    document = Document(
        "WEBVTT\n\nREGION \nid:a width:40.5% lines:2\nregionanchor:1%,2% viewportanchor:3%,4% scroll:up\n\n"
        "REGION\nid:b lines:x width:101% regionanchor:1% scroll:down\n\nREGION\nid:b lines:7\n\n"
        f"{TIMES} region:b\nx\n\nREGION\nid:c\n"
    )
    expected = {
        "a": Region("a", 40.5, 2, (1, 2), (3, 4), "up"),
        "b": Region("b", lines=7),
    }
    assert expected == document.regions
    assert ["setting"] * 4 + ["region"] == [problem.kind for problem in document.problems]


def test_what_a_browser_drops_is_kept_as_a_note() -> None:
    read_so = parse(f"WEBVTT\n\nlost\nwords\n\n{TIMES}\nx\n\nSTYLE\n::cue {{}}\n\nid\n-->\ny\n", lenient=True)
    assert (
        Block("note", "lost\nwords"),
        Block("note", "STYLE\n::cue {}", 1),
        Block("note", "id\n-->\ny", 1),
    ) == read_so.blocks
    assert ["line 3", "line 9", "line 13"] == [repair.place for repair in read_so.repairs]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("NOTE", ""),
        ("NOTE a", "a"),
        ("NOTE\ta\nb", "a\nb"),
        ("NOTE\na\n b", "a\n b"),
        ("NOTE \na", "a"),
        ("NOTE  a", " a"),
    ],
)
def test_notes_are_kept_as_they_stand(text: str, note: str) -> None:
    assert (Block("note", note),) == parse(f"WEBVTT\n\n{text}\n").blocks


def test_the_header_is_kept_and_says_the_language() -> None:
    head = (
        "WEBVTT - title\nKind: captions\nLanguage: pt-BR\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n"
    )
    read_so = parse(head)
    assert (Block("header", head[len("WEBVTT ") : -1]),) == read_so.blocks
    assert ("pt-BR", "payload") == (read_so.language, read_so.language_source)


def test_a_cue_that_ends_before_it_begins_is_kept_without_a_duration_if_lenient() -> None:
    read_so = parse("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", lenient=True)
    assert ((2000, 2000), ["order"]) == (
        (read_so[0].start, read_so[0].end),
        [repair.kind for repair in read_so.repairs],
    )
