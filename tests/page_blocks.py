"""The pages, and their blocks of code: what is run, what is read, and what neither can be done with, and why.

``python tests/page_blocks.py`` counts them and lists those that are not run.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT)
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "samples/README.md"]
)
RUN = frozenset({"python", "sh", "console"})
READ = frozenset({"toml", "json", "yaml", "srt", "vtt", "pyi"})
# A drawing, a figure, or what a program prints: no code.
SHOWN = frozenset({"text"})

_BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>not run: [^\n]+|in a terminal of its own|file: [^\n]+) -->\n)?^```(?P<kind>\w*)[^\n]*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code.

    Attributes:
        page: its page.
        line: the line of its fence, from 1.
        kind: the language it names.
        text: what it holds.
        mark: what the comment above it says of it; empty for most.
    """

    page: Path
    line: int
    kind: str
    text: str
    mark: str = ""

    @property
    def runs(self) -> bool:
        return self.kind in RUN and not self.file and not self.mark.startswith("not run")

    @property
    def file(self) -> str:
        """The file that it is, for those who follow the page; empty for most."""
        return self.mark.removeprefix("file: ") if self.mark.startswith("file: ") else ""

    @property
    def stays(self) -> bool:
        """Whether it runs until it is stopped, as in a terminal of its own."""
        return self.mark == "in a terminal of its own"

    @property
    def reason(self) -> str:
        """Why it is neither run nor read; empty if it is, or is no code."""
        if self.mark.startswith("not run: "):
            return self.mark.removeprefix("not run: ")
        return (
            ""
            if self.file or self.kind in RUN | READ | SHOWN
            else f"nobody knows how to run {self.kind or 'it'}"
        )


def blocks(page: Path, *kinds: str) -> list[Block]:
    """The blocks of a page, or those of some kinds."""
    text = (ROOT / page).read_text("utf-8")
    found = [
        Block(
            page,
            text.count("\n", 0, match.start("kind")) + 1,
            match["kind"],
            match["text"],
            match["mark"] or "",
        )
        for match in _BLOCK.finditer(text)
    ]
    return [block for block in found if not kinds or block.kind in kinds]


def with_blocks(*kinds: str) -> list[Path]:
    """The pages that have blocks of some kinds."""
    return [page for page in PAGES if blocks(page, *kinds)]


def commands(block: Block) -> list[tuple[str, str]]:
    """The commands of a block of ``sh`` or ``console``, each with the output that stands below it."""
    if block.kind == "sh":
        return [(block.text, "")]
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def left_out() -> list[str]:
    """Every block that is neither run nor read although it is code: its page, its first line, and why."""
    return [
        f"{block.page}: {block.text.partition(chr(10))[0]} ({block.reason})"
        for page in PAGES
        for block in blocks(page)
        if block.reason
    ]


def _told() -> str:
    everything = [block for page in PAGES for block in blocks(page)]
    kinds = Counter(block.kind for block in everything if block.runs)
    lines = sum(len(_lines(block)) for block in everything if block.runs and block.kind != "python")
    files = sum(bool(block.file) for block in everything)
    read = sum(block.kind in READ and not block.reason and not block.file for block in everything)
    shown = sum(block.kind in SHOWN and not block.reason for block in everything)
    run = ", ".join(f"{count} of {kind}" for kind, count in sorted(kinds.items()))
    return "\n".join(
        [
            f"{len(PAGES)} pages, {len(everything)} blocks",
            f"run: {kinds.total()} ({run}), with {lines} commands",
            f"files that the commands use: {files}; read: {read}; drawings and output: {shown}",
            f"neither: {len(left_out())}",
            *left_out(),
        ]
    )


def _lines(block: Block) -> list[str]:
    texts = [text for text, _ in commands(block)]
    joined = "\n".join(texts).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


if __name__ == "__main__":
    print(_told())  # noqa: T201 - what it is for
