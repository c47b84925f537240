"""The review page: captions with their video, what is wrong with them and why, before people's eyes.

``gathering`` collects what the page shows (``contents``): ``spots`` says where a finding stands, ``cutting`` why each break is
where it is, ``versions`` what differs from another version, ``film`` how the video comes to the page. ``embedding`` makes
one file of it, with the script and the style of ``page/``. ``notes`` are what reviewers say; ``book`` keeps them in a file, and
``serving`` takes them from the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.review.embedding import embedded
from subkit.review.gathering import Subject, gathered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from pathlib import Path

    from subkit.model import Captions, Transcript
    from subkit.profile import Profile

__all__ = ["page"]


def page(
    captions: Captions,
    profile: Profile | str | Path = "default",
    *,
    name: str = "captions",
    transcript: Transcript | None = None,
    language: str | None = None,
    shots: Sequence[int] = (),
    video: str | PathLike[str] | None = None,
    against: Captions | None = None,
    against_name: str = "the other version",
) -> str:
    """A page of HTML that shows captions as a viewer sees them, with every finding, and asks nobody for anything.

    Args:
        captions: what is shown.
        profile: the house style they are held against, its name, or the path of its TOML file.
        name: what to call them.
        transcript: what was said: with it findings can be proven avoidable, and breaks be explained.
        language: a BCP 47 tag, where it is known better than the captions say.
        shots: the shot changes of the media, in ms.
        video: the media, which are put into the page whatever their size; ``None`` for a stage without picture.
        against: another version, to be shown beside it.
        against_name: what to call that.

    Raises:
        InputError: there are no cues, or less than half of their words stand in the transcript, or the video is none.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
        ToolError: a video is given, and ffmpeg or ffprobe is missing or fails.
    """
    film = None
    if video is not None:
        from os import fspath  # noqa: PLC0415 - with the rest of what a video needs

        from subkit.review.film import film_of  # noqa: PLC0415 - ffmpeg is for those who have a video

        film = film_of(fspath(video))
    subject = Subject(
        captions,
        name,
        transcript=transcript,
        language=language,
        shots=tuple(sorted(set(shots))),
        other=against,
        other_name=against_name,
        film=film,
    )
    return embedded(gathered(subject, profile)).text
