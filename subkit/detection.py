"""Which language a text is in: by its script, and where many languages share one, by its closed-class words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from subkit.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of long transcripts the beginning says enough.
_MOST_WORDS = 3000
# The share of words of a language's closed classes that settles it at once; English prose has 0.45 and more, and no
# other language that has a pack finds as many of its words in a pack of another (house figure, like those below).
_SETTLES = 0.4
# The least share that says anything; and of the words that only one of the best two knows, how many times as many the
# best must have.
_LEAST_SHARE = 0.15
_CLEAR = 2
# The fewest words that say anything.
_FEWEST = 8
# A script is that of the text if this share of its letters is in it.
_MOST_LETTERS = 0.5

_LATIN = (
    "en",
    "fr",
    "es",
    "pt",
    "de",
    "it",
    "nl",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "tr",
    "cs",
    "ro",
    "hu",
    "id",
    "vi",
)
# The elided forms of the French and the Italian pack: neither need be read to see that an English text has none of them.
ELIDED = frozenset({
    "all'", "c'", "ch'", "com'", "d'", "dall'", "dell'", "dov'", "gliel'", "j'", "jusqu'", "l'", "lorsqu'", "m'", "n'", "nell'",
    "puisqu'", "qu'", "quand'", "quell'", "quest'", "quoiqu'", "s'", "sull'", "t'", "un'", "v'",
})  # fmt: skip
_LATIN_END = "\u024f"
_SCRIPTS = {
    "latin": "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
    "cyrillic": "[\u0400-\u04ff]",
    "kana": "[\u3040-\u30ff]",
    "han": "[\u3400-\u9fff]",
    "ko": "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]",
    "th": "[\u0e00-\u0e7f]",
    "ar": "[\u0600-\u06ff]",
    "he": "[\u0590-\u05ff]",
    "hi": "[\u0900-\u097f]",
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
}
# Letters of other languages in the same script: their text is not claimed.
_FOREIGN = {
    "ar": "[\u067e\u0686\u06af\u06a9\u06cc\u0679\u0688\u06d2\u06be]",
    "cyrillic": "[ђјљњћџѓќѕўәғқңөұүһ]",
}
_UKRAINIAN = "[іїєґ]"
_RUSSIAN = "[ыэ]"
# Common characters that only one of the two ways of writing Chinese has.
_TRADITIONAL = "[這個們說會來對時為學國過還後從開關無與點問現發實讓]"
_SIMPLIFIED = "[这个们说会来对时为学国过还后从开关无与点问现发实让]"


def guess(texts: Sequence[str]) -> str | None:
    """The BCP 47 tag of the language of some words, in order; ``None`` where it is not clear.

    Kana make a text Japanese; Hangul, Thai, Greek, Hebrew, Arabic and Devanagari letters make it Korean, Thai, Greek,
    Hebrew, Arabic and (where it has the words of it) Hindi; Han alone makes it Chinese, simplified or traditional. Russian and Ukrainian are told
    apart by the letters that only one of them has. Between languages in Latin letters the closed-class words decide, if
    one language wins clearly. Letters that only other languages of a script have (Persian, Serbian) leave it open.

    >>> guess("Je ne sais pas ce que tu veux dire avec tout cela".split())
    'fr'
    >>> guess(["こんにちは。"]), guess(["ok"])
    ('ja', None)
    """
    words = texts[:_MOST_WORDS]
    sample = " ".join(words).lower()
    script = _script(sample)
    if script == "latin":
        return _by_words(words)
    if script == "han":
        return _chinese(sample)
    if script == "cyrillic":
        return _slavic(sample)
    return script if script != "hi" or _is_hindi(words) else None


def _script(sample: str) -> str | None:
    """The script of most of the letters, or its one language; ``None`` if no script has most, or it is of others."""
    if all(char <= _LATIN_END or "\u2000" <= char <= "\u206f" for char in set(sample)):
        return "latin"
    counts = {script: _count(letters, sample) for script, letters in _SCRIPTS.items()}
    kana = counts.pop("kana")
    counts["han"] += kana
    script = max(counts, key=counts.__getitem__)
    if counts[script] <= _MOST_LETTERS * sum(counts.values()):
        return None
    if script in _FOREIGN and _count(_FOREIGN[script], sample):
        return None
    return "ja" if script == "han" and kana else script


def _count(letters: str, sample: str) -> int:
    """How many of the letters are in the sample."""
    return len(re.findall(letters, sample))


def _chinese(sample: str) -> str:
    traditional, simplified = _count(_TRADITIONAL, sample), _count(_SIMPLIFIED, sample)
    if traditional == simplified:
        return "zh"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _slavic(sample: str) -> str | None:
    """Russian or Ukrainian; Belarusian and Bulgarian share letters with both or have none of either."""
    ukrainian, russian = _count(_UKRAINIAN, sample), _count(_RUSSIAN, sample)
    if ukrainian and not russian:
        return "uk"
    return "ru" if russian and not ukrainian else None


def _is_hindi(words: Sequence[str]) -> bool:
    """Whether its closed classes say so: Marathi, Nepali and Sanskrit are written in the same letters."""
    forms = _counted(words)
    return _hits(forms, _forms("hi")) >= _LEAST_SHARE * forms.total()


def _by_words(words: Sequence[str]) -> str | None:
    """The language in Latin letters whose closed classes hold by far the most of the words."""
    forms = _counted(words)
    size = forms.total()
    if size < _FEWEST:
        return None
    if _hits(forms, _forms("en")) >= _SETTLES * size:
        return "en"
    best, second = sorted(_LATIN, key=lambda tag: -_hits(forms, _forms(tag)))[:2]
    known, rival = _forms(best), _forms(second)
    is_clear = _hits(forms, known - rival) >= _CLEAR * max(1, _hits(forms, rival - known))
    return best if is_clear and _hits(forms, known) >= _LEAST_SHARE * size else None


def _counted(words: Sequence[str]) -> Counter[str]:
    """How often each word occurs; of one with an apostrophe the part up to it, too, if there are elided forms."""
    forms = Counter([text.lower().replace("’", "'").strip(".,;:?!…।\"'()«»“”¿¡-–—") for text in words])
    del forms[""]
    for form, count in list(forms.items()):
        head, mark, tail = form.partition("'")
        if mark and tail and head + mark in ELIDED:
            del forms[form]
            forms[head + mark] += count
    return forms


def _hits(forms: Counter[str], known: frozenset[str]) -> int:
    """How many of the words are known."""
    return sum([count for form, count in forms.items() if form in known])


@cache
def _forms(tag: str) -> frozenset[str]:
    language = Language.load(tag)
    return language.binding | language.postposition
