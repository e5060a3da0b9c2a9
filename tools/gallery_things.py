"""What stands in docs/gallery: tools/gallery.toml, with what the code itself says of each thing."""

from __future__ import annotations

import ast
import functools
import inspect
import pkgutil
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import loss_scenes
from loss_scenes.lesson import LESSON
from narrated.scene.chapter import Chapter
from voiceover.errors import InputError

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_suffix("").with_name("gallery.toml")


@dataclass(frozen=True)
class Thing:
    """What an author may draw.

    Parameters
    ----------
    path
        Where it is: ``narrated.Plot.curve``.
    value
        The class, function or method.
    chinese
        What it is, in one sentence.
    manim
        What one who knows manim would look for: names of manim's.
    """

    path: str
    value: Any
    chinese: str
    manim: tuple[str, ...]

    @property
    def name(self) -> str:
        """What an author writes."""
        return re.sub(r"^.*?\.(?=[A-Z]|\w+$)", "", self.path)

    @property
    def shown(self) -> str:
        """The name, with parentheses where it is a function."""
        return self.name if inspect.isclass(self.value) else f"{self.name}()"

    @property
    def stem(self) -> str:
        """Of its pictures' names, and of links to it; no two differ by capitals alone."""
        kebab = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", self.name).replace(".", "-").replace("_", "-").lower()
        return kebab if "." in self.name or inspect.isclass(self.value) else f"{kebab}-function"

    @property
    def locales(self) -> tuple[str, ...]:
        """In which languages it has a picture: words that a chapter shows are in both."""
        return ("en", "zh") if self.is_chapter else ("",)

    @property
    def is_chapter(self) -> bool:
        """Whether it is told by a scene."""
        return inspect.isclass(self.value) and issubclass(self.value, Chapter)

    @property
    def sentence(self) -> str:
        """The first line of its docstring."""
        return (inspect.getdoc(self.value) or "").partition("\n")[0]

    def picture(self, locale: str) -> str:
        """Name of a picture's file."""
        return f"{self.stem}-{locale}.png" if self.is_chapter else f"{self.stem}.png"


@dataclass(frozen=True)
class Kind:
    """A section of the gallery."""

    key: str
    english: str
    chinese: str
    things: tuple[Thing, ...]


def kinds() -> list[Kind]:
    """All of the gallery, in its order."""
    return [
        Kind(key, table["en"], table["zh"], tuple(_thing(*one) for one in table["things"].items()))
        for key, table in tomllib.loads(LIST.read_text(encoding="utf-8")).items()
    ]


def _thing(path: str, row: dict[str, str]) -> Thing:
    try:
        value = pkgutil.resolve_name(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(
            f"there is no {path} ({error})", where=LIST, remedy="write there what it is called now"
        ) from error
    return Thing(path, value, row["zh"], tuple(filter(None, row.get("manim", "").split(", "))))


def used_in(thing: Thing) -> tuple[list[int], list[str]]:
    """Numbers of the film's scenes that show a thing, and files whose code names it, the shortest first."""
    owner, _, name = thing.name.rpartition(".")
    if owner:  # a method: of what has its class
        files = [path for path, (_, called) in _named().items() if name in called]
    else:  # not what only has its name, as a function of numpy's
        files = [path for path, (imported, _) in _named().items() if name in imported]
    numbers = [
        number
        for number, scene in enumerate(LESSON.scenes, 1)
        if not _reached(scene.ref.partition(":")[0]).isdisjoint(files)
    ]
    return numbers, sorted(files, key=lambda path: (ROOT / path).stat().st_size)


@functools.cache
def _named() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Names that each module of the film imports, and names of the methods that it calls."""
    found = {}
    for file in sorted(Path(loss_scenes.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        imported = {each.name for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names}
        calls = [node.func for node in nodes if isinstance(node, ast.Call)]
        called = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        found[file.relative_to(ROOT).as_posix()] = frozenset(imported), frozenset(called)
    return found


@functools.cache
def _reached(module: str) -> frozenset[str]:
    """Files of the film that a module of it runs, from the root."""
    file = f"{module.replace('.', '/')}.py"
    if file not in _named():
        return frozenset()
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    below = [_reached(node.module or "") for node in imports]
    return frozenset({file}).union(*below)
