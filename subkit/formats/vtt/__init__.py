"""WebVTT, read as the W3C's parser reads it and written by webvtt-py.

Reading: `blocks` finds header, cues, notes, styles and regions in a file, with `stamps`, `settings` and `regions`; `cue_text`
makes a tree of a cue's text, `runs` its lines, and `payload` what they say; `reading` puts it together. Writing: `writing` goes
through the cues, `styled` and `karaoke` make the text of those that are more than letters, `markup` spells it, `preamble` has
what stands around them; `safety` and `losses` see that nothing harmful is written, and that nothing is lost in silence.
"""

from __future__ import annotations

from subkit.formats.vtt.reading import parse
from subkit.formats.vtt.writing import alterations, render

__all__ = ["alterations", "parse", "render"]
