"""Languages as OpenAI's service names them, in English: github.com/openai/whisper/blob/main/whisper/tokenizer.py."""

from __future__ import annotations

_TAGS = """
af afrikaans|am amharic|ar arabic|as assamese|az azerbaijani|ba bashkir|be belarusian|bg bulgarian|bn bengali|bo tibetan
br breton|bs bosnian|ca catalan|cs czech|cy welsh|da danish|de german|el greek|en english|es spanish|et estonian|eu basque
fa persian|fi finnish|fo faroese|fr french|gl galician|gu gujarati|ha hausa|haw hawaiian|he hebrew|hi hindi|hr croatian
ht haitian creole|hu hungarian|hy armenian|id indonesian|is icelandic|it italian|ja japanese|jv javanese|ka georgian
kk kazakh|km khmer|kn kannada|ko korean|la latin|lb luxembourgish|ln lingala|lo lao|lt lithuanian|lv latvian|mg malagasy
mi maori|mk macedonian|ml malayalam|mn mongolian|mr marathi|ms malay|mt maltese|my myanmar|ne nepali|nl dutch|nn nynorsk
no norwegian|oc occitan|pa punjabi|pl polish|ps pashto|pt portuguese|ro romanian|ru russian|sa sanskrit|sd sindhi
si sinhala|sk slovak|sl slovenian|sn shona|so somali|sq albanian|sr serbian|su sundanese|sv swedish|sw swahili|ta tamil
te telugu|tg tajik|th thai|tk turkmen|tl tagalog|tr turkish|tt tatar|uk ukrainian|ur urdu|uz uzbek|vi vietnamese
yi yiddish|yo yoruba|yue cantonese|zh chinese|jv jw
"""
_NAMED = {
    name: tag
    for row in _TAGS.split("\n")
    for pair in row.split("|")
    for tag, _, name in [pair.partition(" ")]
}


def tag(name: str | None) -> str | None:
    """The tag of a language's English name; anything else as it is.

    >>> tag("german"), tag("de"), tag(None)
    ('de', 'de', None)
    """
    return _NAMED.get(name.strip().casefold(), name) if name else None
