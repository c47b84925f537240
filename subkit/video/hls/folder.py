"""A rendition on disk: segments first, their playlist last; so players see the old captions or the new ones, never both."""

from __future__ import annotations

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from subkit.errors import OutputError, SubkitError
from subkit.files import make_folder, read_bytes, reason_of, refuse_unwritable, write_whole
from subkit.video.hls.playlist import SIGNATURE, parse
from subkit.video.hls.rendition import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.video.hls.timeline import Timeline

_OURS = "## made by subkit"
_AT_ONCE = 8


def publish(
    folder: str, stem: str, texts: Sequence[str], timeline: Timeline, *, overwrite: bool = False
) -> Path:
    """Write segments and their playlist, and remove those of an earlier run.

    Segments are named by what all of them say, so new ones never take the place of old ones, and caches may keep them.

    Args:
        folder: where; it is made if need be.
        stem: what the files are called: ``en`` makes ``en.m3u8`` and ``en-1f3a09c2-00000.vtt``.
        texts: the segments.
        timeline: when they are shown.
        overwrite: whether a playlist of that name that is not ours may be replaced.

    Returns:
        The playlist's path.

    Raises:
        OutputError: something cannot be written; what stood there before still stands, and nothing else.
    """
    make_folder(folder)
    target = Path(folder, f"{stem}.m3u8")
    refuse_unwritable(target)
    before = _ours(target, stem)
    if before is None and not overwrite:
        raise OutputError(
            str(target), "is there already, and subkit did not make it; --overwrite replaces it"
        )
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]
    names = [f"{stem}-{digest}-{number:05d}.vtt" for number in range(len(texts))]
    old = before or set()
    try:
        _write(target, names, texts)
        write_whole(target, playlist(names, timeline).encode())
    except BaseException:
        _take_back(target, set(names) - old)
        raise
    _remove(folder, old - set(names))
    return target


def _take_back(target: Path, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):
            target.with_name(name).unlink()


def _write(target: Path, names: Sequence[str], texts: Sequence[str]) -> None:
    """Write the segments, several at a time, as each waits for the disk."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        writing = [
            pool.submit(write_whole, target.with_name(name), text.encode())
            for name, text in zip(names, texts, strict=True)
        ]
        try:
            for one in writing:
                one.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def playlist(names: Sequence[str], timeline: Timeline) -> str:
    """The playlist of segments, with the durations, dates and discontinuities of the stream."""
    longest = max([slot.duration for slot in timeline.slots])
    lines = [
        SIGNATURE,
        _OURS,
        "#EXT-X-VERSION:3",
        f"#EXT-X-TARGETDURATION:{-(-longest.numerator // longest.denominator)}",
        f"#EXT-X-MEDIA-SEQUENCE:{timeline.sequence}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
    ]
    if timeline.discontinuities:
        lines.append(f"#EXT-X-DISCONTINUITY-SEQUENCE:{timeline.discontinuities}")
    for name, slot in zip(names, timeline.slots, strict=True):
        if slot.discontinuity:
            lines.append("#EXT-X-DISCONTINUITY")
        if slot.date:
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{slot.date}")
        lines += [f"#EXTINF:{slot.written},", address(name)]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _ours(target: Path, stem: str) -> set[str] | None:
    """The segments that an earlier run of ours wrote; nothing if another program made the playlist."""
    if not os.path.lexists(target):
        return set()
    try:
        text = read_bytes(target).decode("utf-8", "replace")
        if _OURS not in text.splitlines():
            return None
        named = [segment.media.uri for segment in parse(text, str(target)).segments]
    except SubkitError:
        return None
    own = re.compile(re.escape(stem) + r"-[0-9a-f]{8}-\d{5,7}\.vtt")
    return {name for name in named if own.fullmatch(name)}


def _remove(folder: str, names: Iterable[str]) -> None:
    for name in names:
        try:
            with suppress(FileNotFoundError):
                Path(folder, name).unlink()
        except OSError as error:
            raise OutputError(str(Path(folder, name)), reason_of(error)) from error
