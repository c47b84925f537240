"""A phrase as it is shown given the times of its words as they were spoken: ``$20`` for ``twenty dollars``."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from subkit.wording import is_blank, parted, spread
from subkit_adapters.heard import Heard

if TYPE_CHECKING:
    from collections.abc import Sequence


def dressed(shown: str, spoken: Sequence[Heard]) -> list[Heard]:
    """The words of a text with the times of the same words without case and punctuation.

    Words written otherwise than spoken share the time of those they stand for. What nobody spoke, such as a dash, is a
    mark. Without a text the spoken words are returned.

    >>> spoken = [Heard("it", 0, 100, "$"), Heard("costs", 100, 400, "$"), Heard("twenty", 400, 700, "$")]
    >>> [(one.text, one.start, one.end) for one in dressed("It costs 20.", spoken)]
    [('It', 0, 100), ('costs', 100, 400), ('20.', 400, 700)]
    """
    texts = parted(shown)
    if not texts:
        return list(spoken)
    plain, heard = [_plain(text) for text in texts], [_plain(one.text) for one in spoken]
    made: list[Heard] = []
    for kind, begin, end, first, last in SequenceMatcher(None, plain, heard, autojunk=False).get_opcodes():
        said = spoken[first:last]
        if kind == "equal":
            made += [one._replace(text=text) for text, one in zip(texts[begin:end], said, strict=True)]
        elif said:
            made += _shared(texts[begin:end], said)
        else:
            path = spoken[min(first, len(spoken) - 1)].path if spoken else "$"
            voice = spoken[0].speaker if spoken else None
            made += [Heard(text, None, None, path, voice, mark=True) for text in texts[begin:end]]
    return made


def glued(texts: Sequence[str], whole: str) -> list[bool] | None:
    """Whether each text stands in the whole without a blank before it; ``None`` if the whole says something else.

    >>> glued(["It", "'s", "here"], "It's here")
    [False, True, False]
    """
    touching: list[bool] = []
    place = 0
    for text in texts:
        start = place
        while is_blank(whole[start : start + 1]):
            start += 1
        if not whole.startswith(text, start):
            return None
        touching.append(start == place and place > 0)
        place = start + len(text)
    return touching


def touching(texts: Sequence[str], whole: str) -> list[bool]:
    """The same as `glued`; if the whole says something else, a blank stands before each text."""
    return glued(texts, whole) or [False] * len(texts)


def _shared(texts: list[str], said: Sequence[Heard]) -> list[Heard]:
    sure = [one.confidence for one in said if one.confidence is not None]
    one = said[0]._replace(confidence=min(sure, default=None))
    return [
        one._replace(text=text, start=start, end=end)
        for text, start, end in (spread(texts, said[0].start, said[-1].end) if texts else [])
    ]


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
