"""What captioning must know of a language: its closed-class words, its limits, how its characters are counted; from TOML."""

# No annotations from __future__ here: msgspec reads these, and would have to compile each that is text.
import os
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import Struct

from subkit import tables
from subkit.errors import UnknownNameError
from subkit.provenance import Source

_SHORTEST, _THREE, _LONGEST = 2, 3, 8
_SHIPPED = os.path.join(os.path.dirname(__file__), "languages")

Counting = Literal["characters", "east-asian", "korean"]

# Other codes of languages that have a pack: ISO 639-2, superseded ones, and members of a macrolanguage.
_CODES = {
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el", "gre": "el",
    "eng": "en", "spa": "es", "fin": "fi", "fra": "fr", "fre": "fr", "heb": "he", "iw": "he", "hin": "hi",
    "hun": "hu", "ind": "id", "in": "id", "ita": "it", "jpn": "ja", "kor": "ko", "no": "nb", "nor": "nb",
    "nob": "nb", "nld": "nl", "dut": "nl", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "mo": "ro",
    "rus": "ru", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh", "chi": "zh",
    "cmn": "zh", "yue": "zh", "wuu": "zh",
}  # fmt: skip


# The two-letter codes of languages: ISO 639-1, with those it has superseded.
_TWO_LETTERS = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es "
    "et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
# Codes that say that no language is said: undetermined, several, uncoded, none (ISO 639-2).
_UNSAID = frozenset({"und", "mul", "mis", "zxx"})


class Speeds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reading speeds, in characters a second as the language counts them, by audience.

    Attributes:
        adults: subtitles for adults.
        children: subtitles for children.
        sdh: captions for the deaf and hard of hearing, in the language that is spoken.
        sdh_children: the same for children.
    """

    adults: float
    children: float
    sdh: float
    sdh_children: float


class LanguageLimits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much text of a language fits and can be read.

    Attributes:
        max_line_length: characters a line, as the language counts them.
        max_cps: reading speeds.
        min_duration: the shortest time a cue is shown, in ms; ``None`` where it is that of other languages.
        replaces: whether the figures lower those of a profile, which are made for alphabets: see
            `subkit.profile.Profile.for_language`.
        sources: where each figure comes from, by its name.
    """

    max_line_length: int
    max_cps: Speeds
    min_duration: int | None = None
    replaces: bool = False
    sources: dict[str, Source] = {}


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's closed classes, each a set of lower-case forms; empty where no pack is shipped.

    A form that ends on an apostrophe (``l'``, ``dell'``) is elided: it stands glued to the word after it.

    Attributes:
        tag: the BCP 47 tag it was asked for; ``None`` if the language is not known.
        title: as people write it.
        counting: ``characters`` counts each as one; ``east-asian`` counts wide and ambiguous characters one and narrow
            ones a half, ``korean`` likewise but ambiguous ones a half (Netflix FAQ, article 115001352212).
        limits: line length and reading speeds, where they are known.
        article, determiner, preposition, conjunction, auxiliary, negation, degree: closed classes.
        postposition: words that belong to the word before them: postpositions, enclitic particles, dependent nouns, the
            auxiliaries of languages that put them after the verb.
        pronoun: subject pronouns, and object pronouns that stand before the verb: they belong to what follows.
        either_pronoun: those that are as often objects, of the verb before them: ``you``, ``it``.
        title_word: words that a name or number follows: ``Dr.``, ``chapter``.
        abbreviation: forms whose full stop ends no sentence.
        unit: words that a number before them belongs to.
        prefix: conjunctions that stand glued to the word after them: Hebrew ``ו``, Arabic ``و``.
        filler: sounds of hesitation that say nothing (``um``), which may be left out; no word that can mean something.
        dual_dash: what stands before either line of a cue that two speakers share (Netflix language guides, as Subtitle
            Edit has them).
    """

    tag: str | None = None
    title: str = ""
    counting: Counting = "characters"
    limits: LanguageLimits | None = None
    article: frozenset[str] = frozenset()
    determiner: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    postposition: frozenset[str] = frozenset()
    conjunction: frozenset[str] = frozenset()
    pronoun: frozenset[str] = frozenset()
    either_pronoun: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    title_word: frozenset[str] = frozenset()
    abbreviation: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    prefix: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    dual_dash: tuple[str, str] = ("-", "-")

    @classmethod
    @cache
    def load(cls, tag: str | None) -> "Language":
        """The language of a BCP 47 tag; one without a pack is an empty one, which costs only the closed-class terms."""
        file = os.path.join(_SHIPPED, f"{primary(tag)}.toml")
        table: dict[str, Any] = tables.shipped(file) if os.path.isfile(file) else {}
        return msgspec.convert({**table, "tag": tag}, cls)

    @property
    def binding(self) -> frozenset[str]:
        """The forms that a line does not end on."""
        return (
            self.article
            | self.determiner
            | self.preposition
            | self.conjunction
            | self.pronoun
            | self.either_pronoun
            | self.auxiliary
            | self.negation
            | self.degree
        )


def primary(tag: str | None) -> str:
    """The language subtag of a BCP 47 tag, two letters where there are two; empty for ``None`` and what is no tag.

    >>> primary("pt-BR"), primary("FRA"), primary("yue-Hant-HK"), primary(None)
    ('pt', 'fr', 'zh', '')
    """
    subtag = (tag or "").replace("_", "-").split("-")[0].lower()
    return _CODES.get(subtag, subtag) if _is_subtag(subtag) else ""


def checked(tag: str) -> str:
    """The tag itself, if it may be that of a language: a two-letter code that there is, or one of three letters.

    Raises:
        UnknownNameError: it is none, such as ``english`` or ``xx``.

    >>> checked("pt-BR"), checked("gsw")
    ('pt-BR', 'gsw')
    """
    subtag = tag.replace("_", "-").split("-")[0].lower()
    is_known = f" {subtag} " in _TWO_LETTERS or (len(subtag) == _THREE and _is_subtag(subtag))
    if not is_known:
        raise UnknownNameError("language", tag, shipped())
    return tag


def _is_subtag(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and text.isascii() and text.isalpha() and text.islower()


def is_unsaid(tag: str) -> bool:
    """Whether a tag says that no language is said: ``und`` (undetermined) and its like."""
    return tag.replace("_", "-").split("-")[0].lower() in _UNSAID


def has_pack(tag: str | None) -> bool:
    """Whether the words of a language are known."""
    return primary(tag) in shipped()


def shipped() -> list[str]:
    """The primary tags of the languages that have a pack, sorted."""
    return sorted(file.removesuffix(".toml") for file in os.listdir(_SHIPPED) if file.endswith(".toml"))
