"""EBU-TT-D (EBU Tech 3380), the TTML of European broadcasters online: styles by reference, every paragraph with an id."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from subkit.formats.broadcast import ttml
from subkit.formats.writing import PLAIN, Writing

if TYPE_CHECKING:
    from subkit.model import Captions

_TT = "http://www.w3.org/ns/ttml"
_TTP, _TTS = f"{_TT}#parameter", f"{{{_TT}#styling}}"
_EBUTTM = "urn:ebu:tt:metadata"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_STANDARD = "urn:ebu:tt:distribution:2018-04"
"""What documents say they conform to since version 1.0.1 of the standard."""

alterations = ttml.alterations
parse = ttml.parse


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as EBU-TT-D, with LF at line ends; otherwise as `ttml.render` has it.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style of speakers.
    """
    root = ttml.element(captions, how)
    ET.register_namespace("ttp", _TTP)
    ET.register_namespace("ebuttm", _EBUTTM)
    root.set(f"{{{_TTP}}}timeBase", "media")
    root.set(f"{{{_TTP}}}cellResolution", "32 15")
    head = root.find(f"{{{_TT}}}head")
    if head is None:
        head = ET.Element(f"{{{_TT}}}head")
        root.insert(0, head)
    metadata = head.find(f"{{{_TT}}}metadata")
    if metadata is None:
        metadata = ET.Element(f"{{{_TT}}}metadata")
        head.insert(0, metadata)
    document = ET.Element(f"{{{_EBUTTM}}}documentMetadata")
    ET.SubElement(document, f"{{{_EBUTTM}}}conformsToStandard").text = _STANDARD
    metadata.insert(0, document)
    head.insert(1, _styling(root))
    for number, paragraph in enumerate(root.iter(f"{{{_TT}}}p"), 1):
        paragraph.set(_ID, f"sub{number}")
    return ttml.spelled(root)


def _styling(root: ET.Element) -> ET.Element:
    """The styles of paragraphs and spans, which refer to them from now on."""
    styling = ET.Element(f"{{{_TT}}}styling")
    ids: dict[tuple[tuple[str, str], ...], str] = {}
    for inner in root.iter():
        if inner.tag not in {f"{{{_TT}}}p", f"{{{_TT}}}span"}:
            continue
        said = tuple(sorted((name, value) for name, value in inner.attrib.items() if name.startswith(_TTS)))
        if not said:
            continue
        for name, _ in said:
            del inner.attrib[name]
        if said not in ids:
            ids[said] = f"style{len(ids) + 1}"
            ET.SubElement(styling, f"{{{_TT}}}style", {_ID: ids[said], **dict(said)})
        inner.set("style", ids[said])
    return styling
