"""English closed classes as grammar books list them, for measuring only: written apart from subkit's own packs.

Forms that end a phrase as often as they begin one are left out: the particles ``up``, ``down``, ``out``, ``off``,
``away``, ``back``; the pronouns ``you`` and ``it``, which are objects as well; ``here``, ``there``, ``so``.
"""

from __future__ import annotations


def _forms(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _forms("a an the")
DETERMINERS = _forms(
    "my your his her its our their whose this that these those every each no some any either neither another"
)
PREPOSITIONS = _forms(
    "about above across after against along among around as at before behind below beneath beside between beyond by "
    "despite during except for from in inside into like near of on onto over per since than through throughout to "
    "toward towards under until unto upon via with within without"
)
CONJUNCTIONS = _forms(
    "and but or nor yet because although though if unless while whereas whether when where which who what how why"
)
PRONOUNS = _forms(
    "i he she we they i'm i've i'd i'll he's he'd he'll she's she'd she'll we're we've we'd we'll they're they've "
    "they'd they'll you're you've you'd you'll it's it'd it'll that's who's there's"
)
TITLES = _forms("mr mrs ms dr prof professor sir mr. mrs. ms. dr. prof. st.")
FUNCTION_WORDS = ARTICLES | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | TITLES

AUXILIARIES = _forms(
    "am is are was were be been being do does did have has had can could may might must shall should will would "
    "not never cannot can't couldn't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't haven't hasn't "
    "hadn't shouldn't mustn't"
)
