"""Reads one input of ``subkit convert``, whichever it is: a provider's result, or a caption file of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli.inputs import shown
from subkit.cli.transcripts import content_of, is_file, transcript_of

if TYPE_CHECKING:
    from subkit.cli.conversion import Settings
    from subkit.model import Captions, Transcript


def given(source: str, settings: Settings) -> Transcript | Captions:
    """What an input holds: of a provider's result or of a job the transcript, of a caption file the captions.

    Which it is, the content says, and the suffix where that does not. subkit's own JSON is a provider's result if it holds
    the transcript.

    Raises:
        SubkitError: the input cannot be read or understood, or holds neither words nor captions.
    """
    from subkit.contents import How, captions_held

    name = settings.jobs.get(source, source)
    content = content_of(name) if settings.adapter is None and is_file(name) else None
    if content is not None:
        reading = settings.reading
        how = How(None, settings.form, reading.encoding, reading.lenient, settings.strict)
        captions = captions_held(content, shown(source), how)
        if captions is not None:
            return captions
    return transcript_of(
        name,
        content=content,
        adapter=settings.adapter,
        language=settings.language,
        strict=settings.strict,
        state_dir=settings.state_dir,
    )
