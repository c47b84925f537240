"""The page of differences: whatever the captions hold is text on it, and it is fit for everyone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from subkit.editing.comparing import diff
from subkit.editing.side_by_side import page
from subkit.model import Captions, Cue

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!-- --> ]]> <![CDATA[",
    "-->",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "</p></td></table></main></body></html>",
    "<svg/onload=alert(1)>",
    "\u202e<b>\x00\x1b[31m\ud800",
]
TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "p",
    "ul",
    "li",
    "del",
    "ins",
    "br",
    "bdi",
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "scope", "class", "colspan", "dir"}


class Page(HTMLParser):
    """What a browser's parser would see: the tags, their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.comments: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def captions(*texts: str, speaker: str | None = None, language: str | None = None) -> Captions:
    cues = [Cue(1000 * at, 1000 * at + 900, tuple(text.split("|")), speaker) for at, text in enumerate(texts)]
    return Captions(tuple(cues), language)


TEXTS = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), min_size=1, max_size=4)


@given(TEXTS, TEXTS, st.sampled_from(HOSTILE))
def test_nothing_that_captions_hold_becomes_markup(one: list[str], other: list[str], name: str) -> None:
    versions = captions(*one, speaker=name, language=name), captions(*other)
    text = page(diff(*versions), (name, "b.srt"))
    text.encode()
    seen = Page(text)
    assert [] == seen.open
    assert [] == seen.comments
    assert {tag for tag, _ in seen.tags} <= TAGS
    assert {attribute for _, attributes in seen.tags for attribute in attributes} <= ATTRIBUTES
    assert 1 == sum(tag == "style" for tag, _ in seen.tags)


def test_hostile_text_is_shown_as_it_stands() -> None:
    seen = Page(page(diff(captions("safe"), captions(*HOSTILE[:4])), ("a", "b")))
    assert "<script>alert(1)</script>" in seen.text
    assert "<!-- --> ]]> <![CDATA[" in seen.text


def test_the_page_may_load_and_run_nothing_but_its_own_style() -> None:
    text = page(diff(captions("a"), captions("b")), ("a.srt", "b.srt"))
    (policy,) = [
        attributes["content"]
        for tag, attributes in Page(text).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert "style=" not in text.replace("<style>", "")


def test_changes_are_marked_by_more_than_colour() -> None:
    text = page(diff(captions("one two|three"), captions("one 2|three")), ("a", "b"))
    assert '<p dir="auto">one <del>two</del><br>three</p>' in text
    assert '<p dir="auto">one <ins>2</ins><br>three</p>' in text
    assert "<li><bdi>text changed: two → 2</bdi></li>" in text
    assert '<th scope="col">What changed</th>' in text
    assert "<caption>1 text changed; 1 and 1 cues</caption>" in text


def test_what_is_the_same_is_counted_and_not_shown() -> None:
    old = captions("one.", "two.", "three.", "four.")
    new = captions("one.", "two.", "trois.", "four.")
    text = page(diff(old, new), ("a", "b"))
    assert '<td colspan="3">2 cues the same</td>' in text
    assert '<td colspan="3">1 cue the same</td>' in text
    assert "one." not in text


def test_the_language_of_the_captions_stands_at_their_text() -> None:
    text = page(diff(captions("un.", language="fr"), captions("deux.")), ("a", "b"))
    assert '<p dir="auto" lang="fr"><del>un.</del></p>' in text
