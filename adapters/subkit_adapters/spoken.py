"""Languages as providers want them: the tags of RFC 5646 in their usual spelling, and refused where they are none."""

from __future__ import annotations

import difflib

from subkit import language
from subkit.errors import OptionError, UnknownNameError
from subkit.patterns import pattern

_TAG = pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_SCRIPT, _REGION = 4, 2  # letters


def tag(given: str, option: str) -> str:
    """The tag as RFC 5646 spells it (section 2.1.1): ``pt-BR``, ``zh-Hant-TW``.

    Args:
        given: what the user wrote; empty text stays so.
        option: whose value it is, for the message.

    Raises:
        OptionError: it is none; with the nearest that is.

    >>> tag("PT_br", "language"), tag("zh-hant-tw", "language")
    ('pt-BR', 'zh-Hant-TW')
    """
    if not given:
        return ""
    if not _TAG.fullmatch(given) or not _is_language(given):
        raise OptionError(option, _unknown(given))
    first, *others = given.replace("_", "-").split("-")
    return "-".join([first.lower(), *map(_spelt, others)])


def bare(given: str) -> str:
    """The language alone, without script and region.

    >>> bare("pt-BR")
    'pt'
    """
    return given.partition("-")[0]


def _is_language(given: str) -> bool:
    try:
        language.checked(given)
    except UnknownNameError:
        return False
    return True


def _spelt(subtag: str) -> str:
    if len(subtag) == _SCRIPT and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == _REGION else subtag.lower()


def _unknown(given: str) -> str:
    """What is wrong with what is no language, and which was meant."""
    names = {language.Language.load(one).title.casefold(): one for one in language.shipped()}
    names |= {one: one for one in language.shipped()}
    near = difflib.get_close_matches(given.casefold(), names, n=1)
    hint = f"did you mean {names[near[0]]!r}?" if near else "write a tag such as en-US, pt-BR"
    return f"names no language ({given[:40]!r}); {hint}"
