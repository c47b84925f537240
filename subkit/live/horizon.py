"""How far into the words heard so far the costs of breaks are known, whatever is said next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from subkit import sounds
from subkit.captioning import phrases
from subkit.captioning.breaks import SENTENCE_PAUSE, UNPUNCTUATED
from subkit.captioning.width import cells_per_character

if TYPE_CHECKING:
    from subkit.captioning.problem import Problem
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile

# BudouX looks at three characters on either side of a place, each two cells wide at most.
_CONTEXT: Final = 6


def horizon(text: Text, ready: Problem, profile: Profile, language: Language) -> int:
    """The last boundary of the search up to which its columns stay as they are; 0 if there is none.

    A break's cost asks for the next word, a mark soon after it, the end of a sound, and at a long pause without a mark
    whether there are marks at all. A unit of words that belong together is whole once the next one begins.

    Args:
        text: the words heard so far.
        ready: what the search is asked for them.
        profile: the house style.
        language: how it counts.
    """
    words, ends = len(text.texts), ready.columns.right[-1]
    marks = [at for at, _ in text.marks]
    last_mark = marks[-1] if marks else -1
    room = min(profile.weights.scrap_length * cells_per_character(language.counting), ready.limits.line // 2)
    heads = _phrase_heads(text, language)
    forced = set(ready.forced)
    binding, bound = ready.costs.binding, profile.weights.bound
    most = min(words - 1, open_sound(text) - 1, _open_pause(text, last_mark, forced))
    for boundary in range(len(ready.starts) - 2, 0, -1):
        at = ready.starts[boundary]
        ahead = ends - ready.columns.left[boundary]
        if (
            at <= most
            and (last_mark >= at - 1 or ahead >= room)
            and (at in forced or binding[at - 1] < bound)
            and (heads is None or at in forced or (at in heads and ahead >= _CONTEXT))
        ):
            return boundary
    return 0


def _phrase_heads(text: Text, language: Language) -> set[int] | None:
    """The words with which a phrase begins, in scripts without blanks; ``None`` where phrases are not known."""
    parse = None if text.spaced else phrases.parser(language.tag)
    return None if parse is None else phrases.heads(text.texts, text.blank, parse)


def open_sound(text: Text) -> int:
    """The first word that may begin a sound whose end is not heard yet; the number of words if none does."""
    known = {at for begin, end in text.sounds for at in range(begin, end)}
    words = len(text.texts)
    recent = range(max(0, words - sounds.LONGEST), words)
    return next((at for at in recent if at not in known and sounds.may_begin(text.texts[at])), words)


def _open_pause(text: Text, last_mark: int, forced: set[int]) -> int:
    """The first word with a pause behind it that ends a sentence only if no mark comes soon; the number of words if none has."""
    words = len(text.texts)
    if words - 1 - last_mark > UNPUNCTUATED:
        return words
    unmarked = range(last_mark + 1, words - 1)
    return next((at for at in unmarked if text.pauses[at] >= SENTENCE_PAUSE and at + 1 not in forced), words)
