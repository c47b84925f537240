"""What the search pays for each thing it does: the weights of its costs, in hundredths of a unit, as data."""

# No annotations from __future__ here: msgspec reads these, and would have to compile each that is text.
from msgspec import Struct


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Costs (positive) and bonuses (negative), in hundredths; whole numbers, so that every build agrees exactly.

    Attributes:
        cue: each cue; the higher, the longer the cues.
        heard: each cue besides, where the times of the words tell the speaker's pauses; in proportion where they do in part.
        line: each line of a cue after its first.
        imbalance: each character by which one line is longer than the other.
        lopsided: one line is less than half as long as the other (TED: no line under 50 % of the other).
        top_heavy: the upper line is the longer one; a tie-break (Netflix English (USA) I.10, bottom-heavy pyramid).
        short: each character by which a cue is shorter than ``short_length``.
        short_length: the length, in characters, from which a cue is not short; at most a third of what a cue holds.
        cue_after_sentence, cue_after_clause, cue_after_comma: a cue ends after a sentence mark, after ``; :`` or a
            dash, after a comma.
        line_after_sentence, line_after_clause, line_after_comma: the same for a line within a cue.
        after_article, ..., after_auxiliary: a line or cue ends on a word of this class, with no mark after it.
        before_conjunction, before_preposition, before_determiner, before_pronoun, before_auxiliary: the next line or cue begins with one.
        before_postposition: the next line or cue begins with a word that belongs to the word before it.
        beside_mark: between a word and a closing mark after it, or an opening mark before it, with a blank between them.
        within_name: between two capitalised words.
        within_number: between a number and what it counts.
        bound: from this cost on no break comes into question, unless the words are too wide to stay together.
        line_share: what a line break within a cue pays of the word costs, in hundredths of them.
        scorer: a break that a scorer calls wholly bad; one that it calls wholly good gains as much (`subkit.scorer`).
        pause: each second of pause at the end of a cue, up to one second.
        line_pause: each second of pause at the end of a line within a cue, up to one second.
        scrap_length: nearer than so many characters to a mark, before it or after it, a break leaves a scrap alone; at most
            half a line.
        scrap_before: each character that such a scrap before a mark lacks to that length.
        scrap_after: the same for one after a mark.
        tight: a cue ends where speech leaves less than the profile's minimum gap.
        too_fast: a cue is above the profile's reading speed, by however little.
        too_brief: a cue is below the profile's minimum duration, by however little.
        speed: each character a second above the profile's reading speed.
        brief: a cue with no time at all; in proportion for one shorter than the profile's minimum duration.
        speed_most: the most that speed can cost a cue: what cannot be read in time anyway must not spoil the breaks.
    """

    cue: int = 1006
    heard: int = 1200
    line: int = 521
    imbalance: int = 15
    lopsided: int = 850
    top_heavy: int = 50
    short: int = 151
    short_length: int = 25
    cue_after_sentence: int = -5635
    cue_after_clause: int = -1275
    cue_after_comma: int = -855
    line_after_sentence: int = -2797
    line_after_clause: int = -586
    line_after_comma: int = -631
    after_article: int = 4000
    after_determiner: int = 3000
    after_preposition: int = 2600
    after_conjunction: int = 2600
    after_pronoun: int = 2600
    after_either_pronoun: int = 806
    after_negation: int = 1705
    after_degree: int = 1800
    after_auxiliary: int = 335
    after_title: int = 6000
    before_conjunction: int = -1006
    before_preposition: int = -605
    before_determiner: int = -364
    before_pronoun: int = -178
    before_auxiliary: int = -632
    before_postposition: int = 2600
    beside_mark: int = 20000
    within_name: int = 2277
    within_number: int = 3000
    bound: int = 313
    line_share: int = 50
    scorer: int = 1000
    pause: int = -4190
    line_pause: int = -374
    scrap_length: int = 22
    scrap_before: int = 96
    scrap_after: int = 51
    tight: int = 2500
    too_fast: int = 1500
    too_brief: int = 5000
    speed: int = 54
    speed_most: int = 6000
    brief: int = 3000
