"""The words of a transcript as a house wants them shown: replaced, without fillers, masked; every word keeps its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.detection import guess
from subkit.errors import UnknownNameError
from subkit.language import Language, shipped
from subkit.rewording import fillers, masking, profanity, replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subkit.model import Transcript


def reword(
    transcript: Transcript,
    *,
    replacements: Mapping[str, str] | None = None,
    remove_fillers: bool = False,
    mask_profanity: bool = False,
    masked_words: Iterable[str] = (),
    language: str | None = None,
) -> Transcript:
    """The same transcript with other words, in this order: some replaced, fillers left out, profanity masked.

    Words that stay keep their times; those that take the place of others share theirs. Everything done is told in
    ``Transcript.repairs``, kinds ``replaced``, ``removed`` and ``masked``: a repair for each word or phrase, with how often
    and where first. Sounds (``[applause]``) are left alone. Without an option nothing changes.

    Args:
        transcript: what a provider heard.
        replacements: what to show for which word or phrase, whatever its case (`subkit.rewording.replacing`).
        remove_fillers: leave out sounds of hesitation, by the language's pack (`subkit.rewording.fillers`).
        mask_profanity: mask words of the language's own list (`subkit.rewording.masking`).
        masked_words: mask these words and phrases; ``word*`` with any ending.
        language: a BCP 47 tag, where it is known better than the transcript says; where neither says, the words are asked.

    Raises:
        UnknownNameError: there is no list of fillers, or of profanity, in the language.
    """
    found = replacing.replaced(transcript, replacements) if replacements else transcript
    masked = tuple(masked_words)
    if not (remove_fillers or mask_profanity or masked):
        return found
    tag = language or transcript.language or guess([word.text for word in transcript.words])
    if remove_fillers:
        known = Language.load(tag).filler
        if not known:
            raise UnknownNameError("language with a list of fillers", tag or "none", shipped())
        found = fillers.removed(found, known, tag)
    if mask_profanity:
        masked += profanity.words(tag)
    return masking.masked(found, masked) if masked else found
