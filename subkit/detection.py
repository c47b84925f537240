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
_SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "ko": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
}
# Letters of other languages in the same script: their text is not claimed.
_FOREIGN = {
    "ar": re.compile("[\u067e\u0686\u06af\u06a9\u06cc\u0679\u0688\u06d2\u06be]"),
    "cyrillic": re.compile("[ђјљњћџѓќѕўәғқңөұүһ]"),
}
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэ]")
# Common characters that only one of the two ways of writing Chinese has.
_TRADITIONAL = re.compile("[這個們說會來對時為學國過還後從開關無與點問現發實讓]")
_SIMPLIFIED = re.compile("[这个们说会来对时为学国过还后从开关无与点问现发实让]")


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
    counts = {script: len(letters.findall(sample)) for script, letters in _SCRIPTS.items()}
    counts["han"] += counts["kana"]
    script = max(counts, key=counts.__getitem__)
    if counts[script] <= _MOST_LETTERS * (sum(counts.values()) - counts["kana"]):
        return None
    if script in _FOREIGN and _FOREIGN[script].search(sample):
        return None
    if script == "latin":
        return _by_words(words)
    if script in {"han", "kana"}:
        return "ja" if counts["kana"] else _chinese(sample)
    if script == "cyrillic":
        return _slavic(sample)
    return script if script != "hi" or _is_hindi(words) else None


def _chinese(sample: str) -> str:
    traditional, simplified = len(_TRADITIONAL.findall(sample)), len(_SIMPLIFIED.findall(sample))
    if traditional == simplified:
        return "zh"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _slavic(sample: str) -> str | None:
    """Russian or Ukrainian; Belarusian and Bulgarian share letters with both or have none of either."""
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
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
        if mark and tail and head + mark in _elided():
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


@cache
def _elided() -> frozenset[str]:
    return frozenset(form for tag in ("fr", "it") for form in _forms(tag) if form.endswith("'"))
