"""What each beat of a scene is made of, as digests: so that an edit tells which beat it changed."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from narrated.build.cache import digest
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.scene_job import SceneJob
from narrated.scene.scene_source import ENTRY_POINTS, Method, Step, methods_of, reach, tree_of
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script
from voiceover.takes import take_for, takes_folder


class Fingerprints:
    """The digests of one scene as its files are now.

    A beat, of the scene or of one of its chapters, is made of its method, the methods that only beats reach,
    and of the lines and words that these name. All else that the scene uses is the ground that every beat
    stands on.
    """

    def __init__(self, scene: type[NarratedScene], script: Script, job: SceneJob) -> None:
        self._script, self._job = script, job
        self._words = scene.lesson.words
        start = [Step(scene, name) for name in ENTRY_POINTS]
        owners = {scene, *(step.owner for step in reach(start))}
        written = {Step(owner, name) for owner in owners for name in methods_of(owner)}
        beats = sorted((step for step in written if _method(step).is_beat), key=_place)
        reached = {beat: reach([beat], past=_is_no_beat) for beat in beats}
        # What nobody is seen to name may be called by anyone.
        unseen = {step for step in written.difference(*reached.values()) if not _method(step).is_beat}
        below = reach([*start, *unseen], past=_is_no_beat)
        shared_places = {_place(step) for step in below}
        covered = set().union(*reached.values())
        self._covered = {step for step in covered if _place(step) not in shared_places}
        self._files = {_method(step).file for step in written}
        shared = self._named(below)
        self.beats: Mapping[str, str] = {
            name: _hash([self._digest(reached[beat]) for beat in beats if beat.name == name])
            for name in sorted({beat.name for beat in beats})
        }
        self._told = self._named(self._covered) - shared

    def ground(self, files: Iterable[Path]) -> dict[str, str]:
        """A digest of each of the files, of what is not a beat's alone."""
        takes = [takes_folder(self._words, self._job.locale).resolve(), self._job.draft_takes.resolve()]
        found = {}
        for path in sorted(files):
            if path == self._script.path.resolve():
                found[str(path)] = self._script_digest()
            elif path in self._files:
                found[str(path)] = self._rest_of(path)
            elif path.is_file() and path.parent not in takes:
                found[str(path)] = digest(path, "words" if path.suffix == ".toml" else "bytes")
        return found

    def _named(self, methods: Iterable[Step]) -> set[str]:
        """The lines and words of the script that methods name."""
        known = {line.id for line in self._script.lines} | set(self._script.words)
        nodes = (node for step in methods for node in ast.walk(_method(step).source))
        return {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
        }

    def _digest(self, methods: set[Step]) -> str:
        named = self._named(methods)
        code = [ast.dump(_method(step).source) for step in sorted(methods, key=_place)]
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
        own = {_place(step): _method(step) for step in self._covered}.values()
        covered = [method.source for method in own if method.file == path]
        return hashlib.sha256(_dump_without(tree_of(path), covered).encode()).hexdigest()


def _method(step: Step) -> Method:
    return methods_of(step.owner)[step.name]


def _is_no_beat(method: Method) -> bool:
    return not method.is_beat


def _place(step: Step) -> tuple[str, int]:
    """Where a method was written."""
    method = _method(step)
    return str(method.file), method.source.lineno


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
