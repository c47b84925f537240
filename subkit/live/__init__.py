"""Live captions: cues of words that are still being said, each given as soon as it can no longer change.

`captioner` hears the words. `intake` makes their times usable, `window` keeps those that are needed, `horizon` tells how far
the costs of breaks are known, `deciding` which cuts are final, `showing` which times; `voices` knows who speaks, and `settled`
the prices that a whole text would set. Streams come as `word_lines` or from transcripts (`words`), and go as `writing` has it.
"""

from __future__ import annotations

from subkit.live.captioner import Captioner
from subkit.live.settled import settled
from subkit.live.words import tokens_of

__all__ = ["Captioner", "settled", "tokens_of"]
