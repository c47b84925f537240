"""Which neighbouring cues may become one text: not two turns of a dialogue, a song, a sound, or two speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.model import Cue
    from subkit.profile import Profile

_DASH = pattern(r"[-\u2010-\u2015\u2212]\s*[^\s\W]|[-\u2010-\u2015\u2212]\s*[\"'“‘«([¿¡]")
_LABEL = pattern(r">>|[^\W\d_][^:.,!?;\n]{0,30}:(?:\s|$)")
_SONG = pattern(r"[♪♫#]")
_SOUND = pattern(r"[\[(（［【].*[\])）］】]", re.DOTALL)


def keeps_its_lines(cue: Cue) -> bool:
    """Whether the lines of a cue mean something as they stand: turns of a dialogue, a song, or a sound alone."""
    first = cue.lines[0] if cue.lines else ""
    return bool(
        cue.speakers
        or _DASH.match(first)
        or _SONG.match(first)
        or _SOUND.fullmatch(cue.text.strip())
        or any(_DASH.match(line) or _LABEL.match(line) for line in cue.lines[1:])
    )


def may_join(cue: Cue, following: Cue, profile: Profile) -> bool:
    """Whether the text of a cue may run on into the one after it, were it not for the time it takes."""
    return (
        cue.speaker == following.speaker
        and cue.start <= following.start
        and following.start - cue.end < profile.max_pause
        and not keeps_its_lines(cue)
        and not keeps_its_lines(following)
        and not (following.lines and _LABEL.match(following.lines[0]))
    )
