"""Lists of shot changes: each kind that is read, recorded from the program that writes it, and each that is refused."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import FormatError, InputError
from subkit.shots import read_shots
from subkit.timecode import clock, nearest_frame, of_frame

FILM = Fraction(24000, 1001)
RECORDED = Path(__file__).parent / "shots"
"""What ffmpeg 5.1, ffprobe 5.1 and PySceneDetect 0.7 say of one video with cuts at the frames 48, 84 and 156."""


def listed(folder: Path, content: str | bytes, **options: object) -> tuple[int, ...]:
    path = folder / "shots.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_shots(path, **options)


@pytest.mark.parametrize("path", sorted(RECORDED.iterdir()), ids=lambda path: path.name)
def test_what_programs_write_is_read(path: Path) -> None:
    shots = read_shots(path)
    assert [48, 84, 156] == [nearest_frame(shot, FILM) for shot in shots]
    assert all(abs(shot - of_frame(nearest_frame(shot, FILM), FILM)) <= 1 for shot in shots)
    assert shots == read_shots(path, FILM)


def test_ffmpeg_s_own_scene_filter_is_understood(tmp_path: Path) -> None:
    colours = [f"color={name}:s=64x36:r=25:d=1" for name in ("red", "blue", "white")]
    graph = f"{colours[0]}[a];{colours[1]}[b];{colours[2]}[c];[a][b][c]concat=n=3,select='gt(scene,0.3)',metadata=print:file=shots.txt[out]"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-nostdin",
        "-filter_complex",
        graph,
        "-map",
        "[out]",
        "-f",
        "null",
        "-",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    assert (1000, 2000) == read_shots(tmp_path / "shots.txt")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1.5\n2.25\n", (1500, 2250)),
        ("1.5", (1500,)),
        ("# cuts of reel 1\n\n 1.5 \r\n2.25s\r\n", (1500, 2250)),
        ("1\n2\n10\n", (1000, 2000, 10_000)),
        ("00:00:01.500\n00:01:02,250\n100:00:00.000\n", (1500, 62_250, 360_000_000)),
        ("01:02.5\n90.5\n", (62_500, 90_500)),
        ("0\n0.0\n1.5\n1.5\n2.5", (1500, 2500)),
        ("1.500000,0.400000\n2.500000,1.000000\n", (1500, 2500)),
        ("[1.5, 2, 3.25]", (1500, 2000, 3250)),
        ('["00:00:01.500", "2.5"]', (1500, 2500)),
        ('{"shots": [1.5, 2.5]}', (1500, 2500)),
        ('[{"time": 1.5}, {"pts_time": "2.5"}]', (1500, 2500)),
        ("", ()),
        ("# seconds\n", ()),
        ("[]", ()),
        ("Stream mapping:\n  Stream #0:0 -> #0:0\nframe=    0 fps=0.0\r", ()),
        ("1.5\n".encode("utf-16"), (1500,)),
        ("\ufeff1.5\n", (1500,)),
    ],
)
def test_a_list_of_times_is_read(tmp_path: Path, content: str | bytes, expected: tuple[int, ...]) -> None:
    assert expected == listed(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        "48f\n84f\n156 frames",
        "# frames\n48\n84\n156\n",
        "0F\n48F\n84f\n156f",
        '{"frames": [48, 84, 156]}',
        '["48f", "84f", "156f"]',
    ],
)
def test_frames_are_counted_at_the_frame_rate(tmp_path: Path, content: str) -> None:
    assert (2002, 3504, 6507) == listed(tmp_path, content, frame_rate=FILM)
    with pytest.raises(FormatError, match="without a frame rate"):
        listed(tmp_path, content)


def test_the_caller_may_say_what_numbers_are(tmp_path: Path) -> None:
    assert (2002,) == listed(tmp_path, "48", frame_rate=FILM, unit="frames")
    assert (48_000,) == listed(tmp_path, "48", frame_rate=FILM, unit="seconds")
    assert (48_000,) == listed(tmp_path, "# seconds\n48", frame_rate=FILM)
    assert (1500, 2002) == listed(tmp_path, "00:00:01.5\n48f", frame_rate=FILM, unit="seconds")


@pytest.mark.parametrize("content", ["48\n84\n", "[48, 84]"])
def test_whole_numbers_at_a_frame_rate_are_not_guessed_at(tmp_path: Path, content: str) -> None:
    with pytest.raises(FormatError, match="seconds or frames"):
        listed(tmp_path, content, frame_rate=FILM)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("1.5\n\n1.25\n", 3, "the shot change 1.25 comes after one at 1.5 s"),
        ("1.5\nsoon\n", 2, "'soon' is no time of a shot change"),
        ("1.5\n-2\n", 2, "'-2' is before the beginning"),
        ("nan", 1, "no time"),
        ("inf", 1, "no time"),
        ("1e400", 1, "no time"),
        ("9" * 400, 1, "no time"),
        ("00:61:00.0", 1, "no time"),
        ("00:00:61.0", 1, "no time"),
        ("# frames\n1.5", 2, "no time"),
        ("1.5 2.5", 1, "no time"),
        ("9" * 5000 + "f", 1, "no time"),
        ("pts_time:1.5\npts_time:N/A\n", 2, "no time"),
        ("[Parsed_showinfo_1 @ 0x1] pts_time:2\n[Parsed_showinfo_1 @ 0x1] pts_time:1\n", 2, "comes after"),
        ("frame,video,0,1,48048\n", 1, "'video' is no time"),
        ("Scene Number,Start Frame\n1,1\n", 2, "a scene without Start Time"),
        ("Scene Number,Start Timecode\n1,00:00:02.0\n2,00:00:01.0\n", 3, "comes after"),
        ("[1.5, null]", 0, r"\$\[1\] is no shot change"),
        ("[1.5, true]", 0, r"\$\[1\] is no shot change"),
        ('[{"end": 2}]', 0, r"\$\[0\] is no shot change"),
        ("[2.5, 1.5]", 0, "comes after"),
        ("[1.5", 0, "is no JSON"),
        ('{"cuts": [1]}', 0, "holds no list"),
        ("{}", 0, "holds no list"),
        (b"\xff\x00\x9f", 0, "is no text"),
        (b"\xff\xfe\x00", 0, "is no text"),
    ],
)
def test_what_is_no_list_of_shot_changes_is_refused_with_its_place(
    tmp_path: Path, content: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        listed(tmp_path, content)
    assert (str(tmp_path / "shots.txt"), line) == (caught.value.file, caught.value.line)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_shots(tmp_path / "none.txt")


TIMES = st.lists(st.integers(1, 10**9), unique=True).map(sorted)


@given(TIMES, st.sampled_from(["seconds", "clock", "comma", "json"]))
def test_written_times_come_back(
    tmp_path_factory: pytest.TempPathFactory, times: list[int], kind: str
) -> None:
    texts = {
        "seconds": "\n".join(f"{time / 1000:.3f}" for time in times),
        "clock": "\n".join(clock(time) for time in times),
        "comma": "\n".join(clock(time, ",") for time in times),
        "json": str([time / 1000 for time in times]),
    }
    assert tuple(times) == listed(tmp_path_factory.mktemp("shots"), texts[kind])


@given(
    st.lists(st.integers(1, 10**7), unique=True).map(sorted),
    st.sampled_from([Fraction(24), FILM, Fraction(60000, 1001)]),
)
def test_written_frames_come_back(
    tmp_path_factory: pytest.TempPathFactory, frames: list[int], rate: Fraction
) -> None:
    shots = listed(
        tmp_path_factory.mktemp("shots"), "\n".join(f"{frame}f" for frame in frames), frame_rate=rate
    )
    assert frames == [nearest_frame(shot, rate) for shot in shots]


@given(st.text())
def test_any_text_is_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    with suppress(FormatError):
        shots = listed(tmp_path_factory.mktemp("shots"), data)
        assert sorted(set(shots)) == list(shots)
