"""Bookmarks in text and code must agree: checked from the source, before anything is drawn."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from manim_voiceover import VoiceoverScene

from narrated.design.outlines import check_drawable
from narrated.scene.chapter import Chapter
from voiceover.errors import InputError, Mistakes
from voiceover.script.scene_script import Script


@dataclass(frozen=True)
class Storyboard:
    """What a scene's code mentions: lines narrated, cues answered, words shown."""

    lines: frozenset[str]
    cues: frozenset[str]
    words: frozenset[str]


ENTRY_POINTS = ("setup", "set_stage", "construct", "tear_down")


def storyboard(scene: type[VoiceoverScene], entry_points: Sequence[str] = ENTRY_POINTS) -> Storyboard:
    """Read the literals that methods, and those that they reach, pass to the stage.

    What a chapter does counts as well: ``rolling = Rolling(self)`` reaches its constructor, ``rolling.roll``
    that beat.
    """
    found: dict[str, set[str]] = {"narrate": set(), "on": set(), "word": set(), "retitle": set()}
    waiting: list[tuple[type, str]] = [(scene, name) for name in entry_points]
    reached = set[tuple[type, str]]()
    while waiting:
        owner, name = step = waiting.pop()
        methods = _methods(owner)
        if name not in methods or step in reached:
            continue
        reached.add(step)
        scope, aliases = _Scope(owner, methods[name]), _aliases(methods[name].source)
        for node in ast.walk(methods[name].source):
            # A method counts where it is named: it may be called here, or handed on.
            if isinstance(node, ast.Attribute):
                waiting += [(one, node.attr) for one in scope.classes(node.value)]
            # `words = self.word` is how a beat keeps its lines short.
            if isinstance(node, ast.Call):
                waiting += [(one, "__init__") for one in scope.classes(node)]
                local = node.func.id if isinstance(node.func, ast.Name) else ""
                called = _on_self(node.func) or aliases.get(local, "")
                literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found.get(called, set()).update(a for a in literals if isinstance(a, str))
    shown = found["word"] | found["retitle"]
    return Storyboard(frozenset(found["narrate"]), frozenset(found["on"]), frozenset(shown))


class _Method(NamedTuple):
    """What was written, and in which module."""

    source: ast.FunctionDef
    module: str


class _Scope:
    """Which scene or chapters the names in a method of ``owner`` stand for."""

    def __init__(self, owner: type, method: _Method, *, of_self: bool = True) -> None:
        self._owner, self._of_self = owner, of_self
        self._globals = vars(sys.modules[method.module])
        arguments = method.source.args
        self._local: dict[str, set[type]] = {"self": {owner}}
        for argument in (*arguments.args, *arguments.kwonlyargs):
            words = ast.walk(argument.annotation) if argument.annotation else ()
            named = {one for word in words if isinstance(word, ast.Name) for one in self._chapter(word.id)}
            self._local.setdefault(argument.arg, named)
        for target, value in _assignments(method.source):
            if isinstance(target, ast.Name):
                self._local.setdefault(target.id, set()).update(self.classes(value))

    def classes(self, value: ast.expr) -> set[type]:
        """The classes of what an expression gives, as far as they are plain from the source."""
        match value:
            case ast.Name(id=name):
                return self._local.get(name, set())
            case ast.Call(func=ast.Name(id=name)):
                return self._chapter(name)
            case ast.BoolOp(values=values):
                return {one for part in values for one in self.classes(part)}
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if self._of_self:
                return self._attribute(name)
        return set()

    def _attribute(self, name: str) -> set[type]:
        """What the methods of ``owner`` set ``self.name`` to."""
        found = set[type]()
        for method in _methods(self._owner).values():
            scope = _Scope(self._owner, method, of_self=False)
            for target, value in _assignments(method.source):
                found |= scope.classes(value) if _on_self(target) == name else set()
        return found

    def _chapter(self, name: str) -> set[type]:
        found = self._globals.get(name)
        return {found} if isinstance(found, type) and issubclass(found, Chapter) else set()


def _methods(told: type) -> dict[str, _Method]:
    """The methods that a lesson wrote, by the rules of inheritance."""
    methods: dict[str, _Method] = {}
    for owner in told.__mro__:
        if issubclass(owner, (VoiceoverScene, Chapter)) and owner not in {VoiceoverScene, Chapter}:
            for member in _classes(inspect.getsourcefile(owner) or "").get(owner.__qualname__, []):
                if isinstance(member, ast.FunctionDef):
                    methods.setdefault(member.name, _Method(member, owner.__module__))
    return methods


@functools.cache
def _classes(file: str) -> dict[str, list[ast.stmt]]:
    """The bodies of a file's classes by qualified name, as ``__qualname__`` has it."""
    found: dict[str, list[ast.stmt]] = {}

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name] = node.body
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef):
                visit(node.body, f"{prefix}{node.name}.<locals>.")

    visit(ast.parse(Path(file).read_bytes()).body, "")
    return found


def _aliases(method: ast.FunctionDef) -> dict[str, str]:
    """``word`` for every local name that is set to ``self.word``."""
    return {
        target.id: _on_self(value)
        for target, value in _assignments(method)
        if isinstance(target, ast.Name) and _on_self(value)
    }


def _assignments(method: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Every ``target = value`` of a method; of ``a, b = c, d`` each by itself."""
    for node in ast.walk(method):
        if isinstance(node, ast.Assign):
            targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            yield from zip(targets, values, strict=False)


def _on_self(function: ast.expr) -> str:
    """The name in ``self.name``, else nothing."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "self" else ""
    return ""


def check_class(scene: type[VoiceoverScene]) -> None:
    """See that a scene's class says to which lesson and script it belongs.

    Raises
    ------
    InputError
        Naming the class and what to write in it.
    """
    written = {"lesson": "lesson = LESSON", "script": 'script = "scene1"'}
    lacking = [name for name in written if not hasattr(scene, name)]
    if lacking:
        raise InputError(
            f"the scene has no {' and no '.join(lacking)}",
            where=f"{inspect.getsourcefile(scene)} ({scene.__name__})",
            remedy=f"write in the class `{'` and `'.join(written[name] for name in lacking)}`, "
            "with the names of your lesson.py",
        )


def check_cues(scene: type[VoiceoverScene], script: Script) -> None:
    """Compare a scene's code with its script.

    Raises
    ------
    InputError
        For a line or cue that only one of the two knows, or on-screen words that are missing.
    """
    board = storyboard(scene)
    where = f"{script.path} and {inspect.getsourcefile(scene)} ({scene.__name__})"
    _agree("line", {line.id for line in script.lines}, board.lines, "self.narrate", where)
    _agree("bookmark", {cue.name for line in script.lines for cue in line.cues}, board.cues, "self.on", where)
    missing = sorted(word for word in board.words if word and word not in script.words)
    if missing:
        raise InputError(
            f"the scene shows on-screen words that the script lacks: {', '.join(missing)}",
            where=where,
            remedy="add them to [words] of the script",
        )


def check_texts(texts: Mapping[str, str], font: str, path: Path) -> None:
    """Refuse texts of ``path``, by their names in it, that ``font`` cannot draw; all are told together."""
    mistakes = Mistakes()
    for name, text in texts.items():
        for row in filter(None, text.split("\n")):
            with mistakes.gathered():
                check_drawable(row, font, f"{path}, {name}")
    mistakes.tell()


def _agree(kind: str, written: set[str], used: frozenset[str], call: str, where: str) -> None:
    unused, unknown = sorted(written - used), sorted(used - written)
    if not unused and not unknown:
        return
    parts = []
    if unknown:
        parts.append(f"the code uses {kind} {', '.join(map(repr, unknown))}, which the script lacks")
    if unused:
        parts.append(f"the script has {kind} {', '.join(map(repr, unused))}, which the code never uses")
    raise InputError(
        "; ".join(parts),
        where=where,
        permitted=f"the same {kind}s in both, as literals of {call}(...)",
        remedy="correct the one that is wrong",
    )
