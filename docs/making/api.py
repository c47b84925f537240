"""The API reference, from the docstrings: signatures as they are written, fields with their types, errors, examples."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

import subkit
from docs.making.markdown import page
from docs.making.names import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docs.making.names import Topic

MAKER = "api"
_WIDE = 100
_DOUBLE = re.compile(r"``(.+?)``", re.DOTALL)
_QUOTED = re.compile(r"'([^'\n]*)'")
_SINGLE = re.compile(r"(?<!`)`([\w.]+)`(?!`)")
_INTRODUCTION = """All public names of the library, from their docstrings. `import subkit` gives those without a module before them; spans of
time are whole milliseconds."""


def overview() -> str:
    """The first page: every name with the first sentence of what is said of it."""
    parts = [f"## [{topic.title}]({topic.file}.md)\n\n{''.join(_listed(topic))}" for topic in TOPICS]
    return page("API reference", MAKER, _INTRODUCTION, *parts)


def made(topic: Topic) -> str:
    """The page of a topic."""
    return page(topic.title, MAKER, topic.told, *(_entry(name, topic) for name in topic.names))


def _listed(topic: Topic) -> Iterator[str]:
    for name in topic.names:
        sentence = _prose(_summary(_found(name)), None)
        yield f"- [`{name}`]({topic.file}.md#{_anchor(_short(name))}): {sentence}\n"


@cache
def _package() -> griffe.Module:
    loader = griffe.GriffeLoader(
        search_paths=[str(Path(subkit.__file__).parent.parent)],
        docstring_parser="google",
        allow_inspection=False,
    )
    package = loader.load("subkit")
    loader.resolve_aliases()
    assert isinstance(package, griffe.Module)  # noqa: S101 - for the types alone
    return package


def _found(name: str) -> griffe.Function | griffe.Class:
    found = _package()[name.removeprefix("subkit.")]
    found = found.final_target if isinstance(found, griffe.Alias) else found
    if not isinstance(found, griffe.Function | griffe.Class):
        raise TypeError(f"{name} is neither a function nor a class")
    return found


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower())


@cache
def _places() -> dict[str, str]:
    """Where each name is told of: by its path, and by itself where only one has it."""
    told = [(name, topic.file) for topic in TOPICS for name in topic.names]
    alone = Counter(_short(name) for name, _ in told)
    paths = {key: file for name, file in told for key in (name, f"subkit.{name}")}
    return {**paths, **{_short(name): file for name, file in told if alone[_short(name)] == 1}}


def _entry(name: str, topic: Topic) -> str:
    found = _found(name)
    whence = f"`{name}`" if "." in name else ""
    if isinstance(found, griffe.Function):
        parts = [_signature(found), *_sections(found, topic, _short(name))]
    else:
        parts = [
            _head(found),
            *_sections(found, topic),
            *(_method(method, topic) for method in _methods(found)),
        ]
    return "\n\n".join(part for part in (f"## {_short(name)}", whence, *parts) if part)


def _methods(found: griffe.Class) -> list[griffe.Function | griffe.Attribute]:
    members = [
        member for member in found.members.values() if not member.name.startswith("_") and member.docstring
    ]
    return [
        member
        for member in members
        if isinstance(member, griffe.Function)
        or (isinstance(member, griffe.Attribute) and "property" in member.labels)
    ]


def _method(method: griffe.Function | griffe.Attribute, topic: Topic) -> str:
    owner = method.parent.name if method.parent else ""
    heading = f"### {owner}.{method.name}"
    if isinstance(method, griffe.Attribute):
        written = _stub(f"{method.name}: {method.annotation}")
    else:
        written = _signature(method)
    return "\n\n".join([heading, written, *_sections(method, topic, owner)])


def _head(found: griffe.Class) -> str:
    """What a class derives from, and how it is made where that is not told by its fields."""
    bases = ", ".join(map(str, found.bases))
    head = f"class {found.name}({bases}):" if bases else f"class {found.name}:"
    made = found.members.get("__init__")
    inner = [_written(made, "    ")] if isinstance(made, griffe.Function) else list(_fields(found))
    return _stub("\n    ".join([head, *inner]) if inner else f"{head} ...")


def _fields(found: griffe.Class) -> Iterator[str]:
    """Fields with their types and defaults, and the members of an enumeration."""
    listed = "StrEnum" in map(str, found.bases)
    for field in found.members.values():
        if (
            isinstance(field, griffe.Attribute)
            and not field.name.startswith("_")
            and "property" not in field.labels
        ):
            default = f" = {field.value}" if field.value is not None else ""
            if field.annotation or listed:
                yield f"{field.name}{f': {field.annotation}' if field.annotation else ''}{default}"


def _stub(text: str) -> str:
    """A block of stubs; griffe writes texts in single marks, the house in double ones."""
    return f"```pyi\n{_QUOTED.sub(_double, text)}\n```"


def _double(quoted: re.Match[str]) -> str:
    return quoted[0] if '"' in quoted[1] else f'"{quoted[1]}"'


def _signature(function: griffe.Function) -> str:
    decorated = "".join(
        f"@{label}\n" for label in ("classmethod", "staticmethod") if label in function.labels
    )
    return _stub(f"{decorated}{_written(function)}")


def _written(function: griffe.Function, indent: str = "") -> str:
    """A signature as it stands in the source, a parameter a line where it is long."""
    parameters = list(_parameters(function))
    returned = f" -> {function.returns}" if function.returns else ""
    line = f"def {function.name}({', '.join(parameters)}){returned}: ..."
    if len(indent + line) <= _WIDE:
        return line
    inner = "".join(f"{indent}    {parameter},\n" for parameter in parameters)
    return f"def {function.name}(\n{inner}{indent}){returned}: ..."


def _parameters(function: griffe.Function) -> Iterator[str]:
    starred = False
    for parameter in function.parameters:
        kind = parameter.kind
        if kind is griffe.ParameterKind.keyword_only and not starred:
            starred = True
            yield "*"
        star = (
            {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(kind, "")
            if kind
            else ""
        )
        starred = starred or star == "*"
        typed = f": {parameter.annotation}" if parameter.annotation else ""
        equals = " = " if typed else "="
        default = f"{equals}{parameter.default}" if parameter.default is not None and not star else ""
        yield f"{star}{parameter.name}{typed}{default}"


def _summary(found: griffe.Object) -> str:
    text = found.docstring.value if found.docstring else ""
    return " ".join(text.split("\n\n", 1)[0].split())


def _sections(found: griffe.Object, topic: Topic, imported: str = "") -> Iterator[str]:
    if not found.docstring:
        return
    for section in found.docstring.parse("google", warnings=False):
        match section:
            case griffe.DocstringSectionText(value=text):
                yield _prose(text, topic)
            case (
                griffe.DocstringSectionParameters(value=fields)
                | griffe.DocstringSectionAttributes(value=fields)
            ):
                yield "\n".join(_item(f"`{field.name}`", field.description, topic) for field in fields)
            case griffe.DocstringSectionRaises(value=raised):
                errors = [
                    _item(_errors(str(one.annotation), topic), one.description, topic) for one in raised
                ]
                yield "Raises:\n\n" + "\n".join(errors)
            case griffe.DocstringSectionReturns(value=given):
                yield "Returns: " + " ".join(_prose(one.description, topic) for one in given)
            case griffe.DocstringSectionExamples(value=examples):
                yield from (_example(text, imported) for _, text in examples)


def _item(name: str, told: str, topic: Topic) -> str:
    return f"- {name}: {' '.join(_prose(told, topic).split())}"


def _errors(names: str, topic: Topic) -> str:
    return ", ".join(_linked(name, name, topic) for name in names.strip("()").split(", "))


def _prose(text: str, topic: Topic | None) -> str:
    """Docstring text as Markdown: code in single marks, names of the library as links to where they are told of."""
    plain = _SINGLE.sub(lambda name: f"\0{name[1]}\0", text)
    plain = _DOUBLE.sub(lambda code: f"`{code[1]}`", plain)
    return re.sub("\0([^\0]+)\0", lambda name: _linked(name[1], name[1], topic), plain).strip()


def _linked(name: str, label: str, topic: Topic | None) -> str:
    file = _places().get(name)
    if file is None or topic is None:
        return f"`{label}`"
    page_of = "" if file == topic.file else f"{file}.md"
    return f"[`{label}`]({page_of}#{_anchor(_short(name))})"


def _example(text: str, imported: str) -> str:
    known = imported and imported in subkit.__all__ and f"import {imported}" not in text
    return f"```python\n{f'>>> from subkit import {imported}{chr(10)}' if known else ''}{text}\n```"
