"""What the libraries hardly use is loaded when it is used, and is the same then."""

from __future__ import annotations

import platform
import subprocess
import sys


def said(program: str) -> str:
    """What a program of its own prints, once it has deferred what can be."""
    start = "import sys\nfrom subkit.cli import deferred\ndeferred.defer()\n"
    done = subprocess.run([sys.executable, "-c", start + program], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_a_module_is_loaded_when_something_of_it_is_asked_for() -> None:
    program = """
import inspect, textwrap, types
print("ast" in sys.modules, isinstance(inspect, types.ModuleType), inspect.__spec__.name, inspect.__file__[-10:])
print(inspect.cleandoc(" a"), "ast" in sys.modules, type(inspect), hasattr(inspect, "nonsense"))
from textwrap import wrap
print(wrap("a b", 1), sys.modules["inspect"] is inspect)
"""
    assert [
        "False True inspect inspect.py",
        "a True <class 'module'> False",
        "['a', 'b'] True",
    ] == said(program).splitlines()


def test_what_is_known_of_a_module_before_it_is_loaded_is_what_it_says_itself() -> None:
    program = """
import platform
known = platform.system(), "_sys_version_parser" in vars(platform)
import uuid
print(*known, "_sys_version_parser" in vars(platform), platform.python_version_tuple()[0], platform.system() == known[0])
"""
    assert f"{platform.system()} False False 3 True" == said(program)


def test_threads_that_ask_at_once_are_all_answered() -> None:
    program = """
import inspect, threading
together, found = threading.Barrier(8), []
def ask():
    together.wait()
    found.append(inspect.getsourcefile(ask) is None or inspect.isfunction(ask))
threads = [threading.Thread(target=ask) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(found.count(True))
"""
    assert "8" == said(program)


def test_msgspec_reads_the_same_without_typing_extensions() -> None:
    program = """
deferred.load_msgspec()
print("msgspec" in sys.modules, "typing_extensions" in sys.modules)
import msgspec, typing, typing_extensions
class Name(typing.TypedDict):
    first: typing_extensions.Required[str]
    last: typing_extensions.NotRequired[typing.Annotated[str, msgspec.Meta(min_length=1)]]
print(msgspec.json.decode(b'{"first": "Ada"}', type=Name))
try:
    msgspec.json.decode(b'{"first": "Ada", "last": ""}', type=Name)
except msgspec.ValidationError as error:
    print(error)
"""
    assert [
        "True False",
        "{'first': 'Ada'}",
        "Expected `str` of length >= 1 - at `$.last`",
    ] == said(program).splitlines()
