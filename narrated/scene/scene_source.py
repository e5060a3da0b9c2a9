"""Which methods of a scene and of its chapters lead to which, as far as their source says it."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from manim_voiceover import VoiceoverScene

from narrated.scene.chapter import Chapter

ENTRY_POINTS = ("setup", "set_stage", "construct", "tear_down")


class Step(NamedTuple):
    """A method, as it is called on a scene or on a chapter."""

    owner: type
    name: str


class Method(NamedTuple):
    """What was written, and where."""

    source: ast.FunctionDef
    module: str
    file: Path

    @property
    def is_beat(self) -> bool:
        """Whether it is marked as one."""
        marks = (getattr(mark, "attr", getattr(mark, "id", "")) for mark in self.source.decorator_list)
        return "beat" in marks


@functools.cache
def methods_of(told: type) -> dict[str, Method]:
    """The methods that a lesson wrote for a scene or a chapter, by the rules of inheritance."""
    methods: dict[str, Method] = {}
    for owner in told.__mro__:
        if issubclass(owner, (VoiceoverScene, Chapter)) and not _is_engine(owner):
            file = Path(inspect.getsourcefile(owner) or "").resolve()
            for member in _classes(file).get(owner.__qualname__, []):
                if isinstance(member, ast.FunctionDef):
                    methods.setdefault(member.name, Method(member, owner.__module__, file))
    return methods


def reach(start: Iterable[Step], *, past: Callable[[Method], bool] = lambda _: True) -> set[Step]:
    """The methods that these name, and so on; ``past``: which of them are gone into.

    A method counts where it is named: it may be called there, or handed on. What a chapter does counts as
    well: ``rolling = Rolling(self)`` reaches its constructor, ``rolling.roll`` that beat.
    """
    waiting = [step for step in start if step.name in methods_of(step.owner)]
    reached = set[Step]()
    while waiting:
        step = waiting.pop()
        reached.add(step)
        for other in _named_in(step):
            method = methods_of(other.owner).get(other.name)
            if method and other not in reached and past(method):
                waiting.append(other)
    return reached


@functools.cache
def _named_in(step: Step) -> tuple[Step, ...]:
    method = methods_of(step.owner)[step.name]
    scope, named = _Scope(step.owner, method), []
    for node in ast.walk(method.source):
        if isinstance(node, ast.Attribute):
            named += [Step(owner, node.attr) for owner in scope.classes(node.value)]
        if isinstance(node, ast.Call):
            named += [Step(owner, "__init__") for owner in scope.classes(node)]
    return tuple(named)


class _Scope:
    """Which scene or chapters the names in a method of ``owner`` stand for."""

    def __init__(self, owner: type, method: Method, *, of_self: bool = True) -> None:
        self._owner, self._of_self = owner, of_self
        self._globals = vars(sys.modules[method.module])
        arguments = method.source.args
        self._local: dict[str, set[type]] = {"self": {owner}}
        for argument in (*arguments.args, *arguments.kwonlyargs):
            words = ast.walk(argument.annotation) if argument.annotation else ()
            named = {one for word in words if isinstance(word, ast.Name) for one in self._chapter(word.id)}
            self._local.setdefault(argument.arg, named)
        for target, value in assignments(method.source):
            if isinstance(target, ast.Name):
                self._local.setdefault(target.id, set()).update(self.classes(value))

    def classes(self, value: ast.expr) -> set[type]:
        """The classes of what an expression gives, as far as they are plain from the source."""
        match value:
            case ast.Name(id=name):
                return self._local.get(name, set())
            case ast.Call(func=ast.Name(id="super")):
                return {self._owner.__mro__[1]}
            case ast.Call(func=ast.Name(id=name)):
                return self._chapter(name)
            case ast.Subscript(value=several):
                return self.classes(several)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
                return _chapters(getattr(self._globals.get(module), name, None))
            case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                return {one for part in values for one in self.classes(part)}
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if self._of_self:
                return self._attribute(name)
        return set()

    def _attribute(self, name: str) -> set[type]:
        """What the methods of ``owner`` set ``self.name`` to."""
        found = set[type]()
        for method in methods_of(self._owner).values():
            values = [value for target, value in assignments(method.source) if on_self(target) == name]
            if values:
                scope = _Scope(self._owner, method, of_self=False)
                found |= {one for value in values for one in scope.classes(value)}
        return found

    def _chapter(self, name: str) -> set[type]:
        return _chapters(self._globals.get(name))


def _chapters(found: object) -> set[type]:
    return {found} if isinstance(found, type) and issubclass(found, Chapter) else set()


@functools.cache
def assignments(method: ast.FunctionDef) -> tuple[tuple[ast.expr, ast.expr], ...]:
    """Every ``target = value`` of a method, of ``a, b = c, d`` each by itself; of loops what they go over."""
    return tuple(_assignments(method))


def _assignments(method: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in ast.walk(method):
        if isinstance(node, ast.Assign):
            targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            yield from zip(targets, values, strict=False)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value:
            yield node.target, node.value
        elif isinstance(node, ast.For):
            yield node.target, node.iter


def on_self(function: ast.expr) -> str:
    """The name in ``self.name``, else nothing."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "self" else ""
    return ""


@functools.cache
def tree_of(file: Path) -> ast.Module:
    """The source of a file, read once."""
    return ast.parse(file.read_bytes())


@functools.cache
def _classes(file: Path) -> dict[str, list[ast.stmt]]:
    """The bodies of a file's classes by qualified name, as ``__qualname__`` has it."""
    found: dict[str, list[ast.stmt]] = {}

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name] = node.body
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef):
                visit(node.body, f"{prefix}{node.name}.<locals>.")

    visit(tree_of(file).body, "")
    return found


def _is_engine(owner: type) -> bool:
    return owner.__module__.partition(".")[0] in {"narrated", "manim_voiceover"}
