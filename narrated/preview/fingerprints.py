"""What each beat of a scene is made of, as digests: so that an edit tells which beat it changed."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from narrated.build.cache import digest
from narrated.scene.cue_lint import ENTRY_POINTS
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.scene_job import SceneJob
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script
from voiceover.takes import take_for, takes_folder


@dataclass(frozen=True)
class _Method:
    name: str
    file: Path
    tree: ast.FunctionDef

    @property
    def is_beat(self) -> bool:
        marks = (getattr(mark, "attr", getattr(mark, "id", "")) for mark in self.tree.decorator_list)
        return "beat" in marks


class Fingerprints:
    """The digests of one scene as its files are now.

    A beat is made of its method, the methods that only beats reach, and of the lines and words that these
    name. All else that the scene uses is the ground that every beat stands on.
    """

    def __init__(self, scene: type[NarratedScene], script: Script, job: SceneJob) -> None:
        self._script, self._job = script, job
        self._words = scene.lesson.words
        self._trees = {
            Path(file).resolve(): ast.parse(Path(file).read_bytes())
            for file in {inspect.getsourcefile(owner) or "" for owner in _own(scene)}
        }
        self._methods = self._methods_of(scene)
        beats = [name for name, method in self._methods.items() if method.is_beat]
        reached = {name: self._reach([name]) for name in beats}
        below = self._reach(ENTRY_POINTS)
        self._covered = set().union(*reached.values()) - below
        shared = self._named(below)
        self.beats: Mapping[str, str] = {
            name: self._digest(methods, self._named(methods)) for name, methods in reached.items()
        }
        self._told = self._named(self._covered) - shared

    def ground(self, files: Iterable[Path]) -> dict[str, str]:
        """A digest of each of the files, of what is not a beat's alone."""
        takes = [takes_folder(self._words, self._job.locale).resolve(), self._job.draft_takes.resolve()]
        found = {}
        for path in sorted(files):
            if path == self._script.path.resolve():
                found[str(path)] = self._script_digest()
            elif path in self._trees:
                found[str(path)] = self._rest_of(path)
            elif path.is_file() and path.parent not in takes:
                found[str(path)] = digest(path, "words" if path.suffix == ".toml" else "bytes")
        return found

    def _methods_of(self, scene: type[NarratedScene]) -> dict[str, _Method]:
        methods: dict[str, _Method] = {}
        for owner in _own(scene):
            file = Path(inspect.getsourcefile(owner) or "").resolve()
            for node in ast.walk(self._trees[file]):
                if isinstance(node, ast.ClassDef) and node.name == owner.__name__:
                    for member in node.body:
                        if isinstance(member, ast.FunctionDef):
                            methods.setdefault(member.name, _Method(member.name, file, member))
        return methods

    def _reach(self, names: Iterable[str]) -> set[str]:
        """The methods that these name, and so on; other beats are left out."""
        waiting, reached = [name for name in names if name in self._methods], set[str]()
        while waiting:
            name = waiting.pop()
            reached.add(name)
            for node in ast.walk(self._methods[name].tree):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    other = self._methods.get(node.attr) if node.value.id == "self" else None
                    if other and not other.is_beat and other.name not in reached:
                        waiting.append(other.name)
        return reached

    def _named(self, methods: Iterable[str]) -> set[str]:
        """The lines and words of the script that methods name."""
        known = {line.id for line in self._script.lines} | set(self._script.words)
        nodes = (node for name in methods for node in ast.walk(self._methods[name].tree))
        return {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
        }

    def _digest(self, methods: set[str], named: set[str]) -> str:
        code = [ast.dump(self._methods[name].tree) for name in sorted(methods)]
        lines = [self._line(line) for line in self._script.lines if line.id in named]
        words = {key: text for key, text in self._script.words.items() if key in named}
        return _hash([code, lines, words])

    def _script_digest(self) -> str:
        lines = [line.id if line.id in self._told else self._line(line) for line in self._script.lines]
        words = {key: text for key, text in self._script.words.items() if key not in self._told}
        return _hash([self._script.title, self._script.sense, lines, words])

    def _line(self, line: Line) -> list[str]:
        job = self._job
        take = take_for(self._words, job.locale, line, job.voice, drafts=job.draft_takes)
        return [repr(line), digest(take.audio), repr(take.words)]

    def _rest_of(self, path: Path) -> str:
        own = [
            method.tree
            for name, method in self._methods.items()
            if method.file == path and name in self._covered
        ]
        return hashlib.sha256(_dump_without(self._trees[path], own).encode()).hexdigest()


def _own(scene: type[NarratedScene]) -> list[type[NarratedScene]]:
    """The classes that a lesson wrote."""
    return [
        owner for owner in scene.__mro__ if issubclass(owner, NarratedScene) and owner is not NarratedScene
    ]


def _dump_without(tree: ast.Module, methods: Iterable[ast.FunctionDef]) -> str:
    """A module's code, of some methods the names only."""
    bodies = [(method, method.body) for method in methods]
    for method, _ in bodies:
        method.body = []
    try:
        return ast.dump(tree)
    finally:
        for method, body in bodies:
            method.body = body


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
