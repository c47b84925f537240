"""Languages as containers say them, in three letters (ISO 639-2), and as captions do (BCP 47)."""

from __future__ import annotations

import re
from functools import cache

# ISO 639-1 with the terminological codes of ISO 639-2, and after a slash the bibliographic ones where they differ.
_CODES = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis "
    "bm:bam bn:ben bo:bod/tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces/cze cu:chu cv:chv cy:cym/wel "
    "da:dan de:deu/ger dv:div dz:dzo ee:ewe el:ell/gre en:eng eo:epo es:spa et:est eu:eus/baq fa:fas/per ff:ful fi:fin "
    "fj:fij fo:fao fr:fra/fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv "
    "ht:hat hu:hun hy:hye/arm hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl/ice it:ita iu:iku ja:jpn "
    "jv:jav ka:kat/geo kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor "
    "ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri/mao mk:mkd/mac ml:mal "
    "mn:mon mr:mar ms:msa/may mt:mlt my:mya/bur na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld/dut nn:nno no:nor nr:nbl "
    "nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run "
    "ro:ron/rum ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk/slo sl:slv sm:smo sn:sna so:som "
    "sq:sqi/alb sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn "
    "to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho "
    "yi:yid yo:yor za:zha zh:zho/chi zu:zul"
)
_THREE = 3
_TAG = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def three_letters(tag: str) -> str | None:
    """What MP4 and Matroska call a language; ``None`` where they have no code for it.

    Args:
        tag: a BCP 47 tag; its script and its region have no place there.

    >>> three_letters("pt-BR"), three_letters("fre"), three_letters("cmn-Hans"), three_letters("x-ours")
    ('por', 'fra', 'cmn', None)
    """
    first = tag.partition("-")[0].lower()
    by_two, by_three = _tables()
    if first in by_three:
        return by_two[by_three[first]]
    if len(first) == _THREE and first.isascii() and first.isalpha():
        return first
    return by_two.get(first)


def tag_of(code: str | None) -> str | None:
    """The BCP 47 tag of a container's code: two letters where there are two; ``None`` if it says no language.

    >>> tag_of("ger"), tag_of("deu"), tag_of("gsw"), tag_of("pt-BR"), tag_of("und")
    ('de', 'de', 'gsw', 'pt-BR', None)
    """
    if not code or code.lower() in {"und", "mis", "mul", "zxx"}:
        return None
    return _tables()[1].get(code.lower(), code)


def named_in(name: str) -> str | None:
    """The language that a file's name says before its suffix, as a BCP 47 tag; ``None`` if it says none.

    >>> named_in("talk.pt-BR.srt"), named_in("talk.fra.forced.srt"), named_in("talk.v2.srt"), named_in("fr.srt")
    ('pt-BR', 'fr', None, None)
    """
    parts = [part for part in name.split(".")[1:-1] if part.lower() not in {"forced", "default", "sdh", "cc"}]
    if not parts or not _TAG.fullmatch(parts[-1]):
        return None
    first = parts[-1].partition("-")[0].lower()
    by_two, by_three = _tables()
    if first in by_two:
        return parts[-1]
    return by_three.get(first)


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """From two letters to three, and from three, in either kind, to two."""
    by_two: dict[str, str] = {}
    by_three: dict[str, str] = {}
    for pair in _CODES.split():
        two, _, threes = pair.partition(":")
        by_two[two] = threes[:_THREE]
        by_three |= dict.fromkeys(threes.split("/"), two)
    return by_two, by_three
