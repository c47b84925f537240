"""Puts captions into a video's container beside its streams, none of which is coded anew."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace as changed

from subkit.errors import FormatError, InputError
from subkit.formats import Writing, alterations, encode
from subkit.formats.portable import changes
from subkit.formats.styled import lost_tags
from subkit.report import Repair
from subkit.video.containers import TEXT, Codec, Container, codec_in, container_of
from subkit.video.language_codes import three_letters
from subkit.video.programs import ONLY_FILES
from subkit.video.timed_text import timed_text
from subkit.video.work import Work
from subkit.video.zero import as_timed, first_frame, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from subkit.model import Captions
    from subkit.video.probe import Probe, Stream

_STYLED = Writing(styling=True)
_FORMATS: dict[Codec, tuple[str, str]] = {
    "mov_text": ("mp4", "mp4"),
    "srt": ("srt", "srt"),
    "ass": ("ass", "ass"),
    "webvtt": ("vtt", "webvtt"),
}
"""The suffix, and ffmpeg's name, of the file that brings captions in each coding."""


class Track(NamedTuple):
    """Captions that go into a container.

    Attributes:
        captions: they; times count from the first frame of the picture.
        name: what to call them in messages.
        language: a BCP 47 tag; ``None`` if nobody says.
        title: what players show in their menus; ``None`` for nothing.
        default: whether players show them by themselves.
        forced: whether they are for those, too, who want no captions: foreign speech, signs.
        script: the SubStation script that they are from, kept as it stands where SubStation is written; else ``None``.
    """

    captions: Captions
    name: str = "captions"
    language: str | None = None
    title: str | None = None
    default: bool = False
    forced: bool = False
    script: bytes | None = None


def muxing(
    media: Probe,
    tracks: Sequence[Track],
    target: str | PathLike[str],
    *,
    codec: Codec | None = None,
    replace: bool = False,
) -> Work:
    """What ffmpeg is to do to put captions into a video; all other streams, chapters and tags are copied as they are.

    Args:
        media: the video.
        tracks: the captions, in the order in which players list them.
        target: the file to be made; its suffix says the container.
        codec: the coding of the captions; ``None`` for the one in which the container loses least of them.
        replace: whether to leave out the captions that the video has.

    Raises:
        UnknownNameError: the suffix means no container that takes captions.
        OptionError: the container does not hold that coding.
        FormatError: captions cannot be written in that coding.
        InputError: the video has captions that the container does not hold.
    """
    container = container_of(target)
    _refuse_streams(media, container)
    kept = [] if replace else list(media.of_kind("subtitle"))
    _refuse_others(media, container, [stream.codec for stream in kept])
    files, inputs = _brought(tracks, [codec_in(container, codec, _natural(track)) for track in tracks], media)
    described = chain.from_iterable(
        _described(track, number) for number, track in enumerate(tracks, len(kept))
    )
    dropped = [part for one in left_out(media, container) for part in ("-map", f"-0:{one.index}")]
    maps = ["-map", "0", *dropped, *(["-map", "-0:s?"] if replace else [])]
    maps += list(chain.from_iterable(["-map", f"{number}:0"] for number in range(1, len(tracks) + 1)))
    made = ["-c", "copy", *described, *later(-(media.start or 0)), *_whole(container)]
    return Work(media.path, media.size, (*as_timed(media), *inputs, *maps, *made), files)


def _brought(
    tracks: Sequence[Track], codecs: Sequence[Codec], media: Probe
) -> tuple[dict[str, bytes], list[str]]:
    """The files that bring the tracks, by name, and the arguments that make them inputs of ffmpeg."""
    files: dict[str, bytes] = {}
    inputs: list[str] = []
    late = f"{first_frame(media) / 1000:.3f}"
    for number, (track, codec) in enumerate(zip(tracks, codecs, strict=True), 1):
        suffix, form = _FORMATS[codec]
        name = f"captions{number}.{suffix}"
        files[name] = _content(track, codec)
        inputs += ["-itsoffset", late, *ONLY_FILES, "-f", form, "-i", f"file:{name}"]
    return files, inputs


def _natural(track: Track) -> Codec:
    """The coding that is nearest to what captions are from."""
    return "ass" if track.script else "srt"


def left_out(media: Probe, container: Container) -> list[Stream]:
    """The streams that are not copied: data, which MP4 makes anew (time codes, chapters) or no container knows, and attached files but in Matroska."""
    attached = media.of_kind("attachment") if container.muxer != "matroska" else ()
    files = [one for one in attached if not one.width]  # a picture that covers an album is kept
    return [*media.of_kind("data"), *files]


def losses(track: Track, container: Container, codec: Codec | None = None) -> list[Repair]:
    """What of captions a container takes otherwise than it stands, or not at all; times are to the millisecond, but for SubStation.

    Raises:
        OptionError: the container does not hold that coding.
    """
    coding = codec_in(container, codec, _natural(track))
    if coding == "ass" and track.script:
        return []
    if coding == "mov_text":
        return [
            *changes(track.captions.cues, style=_STYLED.labels, markup=False),
            *_timed_text_losses(track.captions),
        ]
    found = alterations(track.captions, _FORMATS[coding][0], _STYLED)
    return [repair for repair in found if repair.kind != "identifier"]


def _timed_text_losses(captions: Captions) -> Iterator[Repair]:
    """What timed text, as it is written here, does not say."""
    latest = 0
    for number, cue in enumerate(captions.cues, 1):
        if cue.settings is not None:
            yield Repair("position", f"cue {number}", "written without its place")
        if tags := lost_tags(cue):
            yield Repair("styling", f"cue {number}", f"{', '.join(tags)} left out")
        if cue.start < latest:
            yield Repair("overlap", f"cue {number}", "shown in one with what it overlaps")
        latest = max(latest, cue.end)


def _content(track: Track, coding: Codec) -> bytes:
    """The file that brings a track; cues that show nothing are no packets of any container."""
    if coding == "ass" and track.script:
        return track.script
    cues = tuple(cue for cue in track.captions.cues if cue.end > cue.start and cue.text.strip())
    if not cues:
        raise InputError(track.name, "holds no captions that show anything")
    captions = changed(track.captions, cues=cues, transcript=None)
    if coding == "mov_text":
        try:
            return timed_text(cues, _STYLED.labels, forced=track.forced)
        except ValueError as error:
            raise FormatError(track.name, 0, str(error)) from error
    if coding == "webvtt":  # ffmpeg 5.1 finds no cue in a file with styles or regions
        cues = tuple(
            changed(cue, settings=cue.settings and changed(cue.settings, region=None)) for cue in cues
        )
        captions = changed(captions, cues=cues, blocks=())
        return encode(captions, "vtt", Writing())
    return encode(captions, _FORMATS[coding][0], _STYLED)


def _described(track: Track, number: int) -> Iterator[str]:
    """What the container says of a track of captions, the first of which has the number 0."""
    code = three_letters(track.language) if track.language else None
    tags = {"language": code or "und"}
    if track.title:
        tags |= {"title": track.title, "handler_name": track.title}
    for name, value in tags.items():
        yield from (f"-metadata:s:s:{number}", f"{name}={value}")
    flags = [flag for flag in ("default", "forced") if getattr(track, flag)]
    yield from (f"-disposition:s:{number}", "+".join(flags) or "0")


def _whole(container: Container) -> list[str]:
    """Options of the container: an index that players find first; flags as they are said, and no others."""
    own = ["-movflags", "+faststart"] if container.mp4 else ["-default_mode", "passthrough"]
    return [*own, "-f", container.muxer]


_OF_WEBM = frozenset({"vp8", "vp9", "av1", "vorbis", "opus"})


def _refuse_streams(media: Probe, container: Container) -> None:
    """Refuse pictures and sounds that WebM does not hold; of the others ffmpeg knows best.

    Raises:
        InputError: there are such.
    """
    for stream in media.streams if container.muxer == "webm" else ():
        if stream.kind in {"video", "audio"} and stream.codec not in _OF_WEBM:
            reason = f"stream {stream.index} is {stream.codec}, which WebM does not hold; mkv does"
            raise InputError(media.path, reason)


def _refuse_others(media: Probe, container: Container, codecs: Sequence[str]) -> None:
    """Refuse to put captions into a container that cannot hold those that the video has.

    Raises:
        InputError: there are such.
    """
    for codec in codecs:
        known = TEXT.get(codec)
        held = known in container.codecs if known else not container.mp4 and container.muxer == "matroska"
        if not held:
            raise InputError(
                media.path,
                f"has captions as {codec or 'what ffmpeg does not know'}, which {container.title} does not hold: "
                "--replace leaves them out, 'subkit extract' takes them out first",
            )
