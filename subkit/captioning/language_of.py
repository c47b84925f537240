"""Which language a transcript is in, and who says so: an option, the payload, or the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.detection import guess
from subkit.errors import PayloadError, UnknownNameError
from subkit.language import checked, is_unsaid
from subkit.report import Repair
from subkit.wording import shown

if TYPE_CHECKING:
    from subkit.model import LanguageSource, Transcript


def language_of(
    transcript: Transcript, option: str | None, *, strict: bool = False
) -> tuple[str | None, LanguageSource | None, tuple[Repair, ...]]:
    """The tag of a transcript's language, who says so, and what had to be repaired to know it.

    An option counts first, then what the payload says; where neither says (or says ``und``) the words are asked. So they
    are where the payload names what is no language: that is a repair.

    Args:
        transcript: what a provider heard.
        option: what the caller knows of the language.
        strict: raise where the payload names no language.

    Raises:
        UnknownNameError: the option is no language.
        PayloadError: the payload names what is none, in strict mode.
    """
    if option and not is_unsaid(option):
        return checked(option), "option", ()
    repairs: tuple[Repair, ...] = ()
    said = transcript.language
    if said and not is_unsaid(said):
        try:
            return checked(said), "payload", ()
        except UnknownNameError as error:
            found = shown(said)
            if strict:
                raise PayloadError("language", "a BCP 47 tag", found) from error
            repairs = (
                Repair("language", "language", f"expected a BCP 47 tag, found {found}; asked the words"),
            )
    tag = guess([word.text for word in transcript.words])
    return tag, "detected" if tag else None, repairs
