"""What the captions of a corpus call speakers and say for words, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.errors import InputError

if TYPE_CHECKING:
    from subkit.model import Transcript


class Wording(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Other names and words than were heard.

    Attributes:
        speaker_names: other labels, by a speaker's id or label.
        replacements: what to show for which word or phrase.
        remove_fillers: leave out sounds of hesitation, by the language's list.
        mask_profanity: mask the language's own list.
        masked_words: words to mask; ``word*`` with any ending.
    """

    speaker_names: dict[str, str] = {}
    replacements: dict[str, str] = {}
    remove_fillers: bool = False
    mask_profanity: bool = False
    masked_words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return self != _AS_HEARD

    def reworded(self, transcript: Transcript, language: str | None, name: str) -> Transcript:
        """The transcript in the words that are wanted.

        Args:
            transcript: what was heard.
            language: a BCP 47 tag, where it is known better than the transcript says.
            name: what to call it in messages.

        Raises:
            InputError: it has nothing but fillers.
            UnknownNameError: a list is wanted that the language has not.
        """
        if not (self.replacements or self.remove_fillers or self.mask_profanity or self.masked_words):
            return transcript
        from subkit.rewording import reword  # noqa: PLC0415 - slow, and few ask for it

        found = reword(
            transcript,
            replacements=self.replacements,
            remove_fillers=self.remove_fillers,
            mask_profanity=self.mask_profanity,
            masked_words=self.masked_words,
            language=language,
        )
        if next(found.words, None) is None:
            raise InputError(name, "holds nothing but fillers")
        return found


_AS_HEARD = Wording()
