"""Bookmarks in text and code must agree: checked from the source, before anything is drawn."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from manim_voiceover import VoiceoverScene

from narrated.design.caption_rows import CaptionSpace, beside_film, pages_of, rows_of
from narrated.design.outlines import check_drawable
from narrated.design.theme import Theme
from narrated.lesson import Lesson
from narrated.scene.scene_source import ENTRY_POINTS, Step, assignments, methods_of, on_self, reach
from voiceover.errors import InputError, Mistakes, excerpt
from voiceover.script.scene_script import Script


@dataclass(frozen=True)
class SourceReferences:
    """What a scene's code mentions: lines narrated, cues answered, words shown."""

    lines: frozenset[str]
    cues: frozenset[str]
    words: frozenset[str]


def source_references(
    scene: type[VoiceoverScene], entry_points: Sequence[str] = ENTRY_POINTS
) -> SourceReferences:
    """Read the literals that methods, and those that they reach, pass to the stage."""
    found: dict[str, set[str]] = {"narrate": set(), "on": set(), "word": set(), "retitle": set()}
    for owner, name in reach(Step(scene, name) for name in entry_points):
        method = methods_of(owner)[name].source
        aliases = _aliases(method)
        for node in ast.walk(method):
            # `words = self.word` is how a beat keeps its lines short.
            if isinstance(node, ast.Call):
                local = node.func.id if isinstance(node.func, ast.Name) else ""
                called = on_self(node.func) or aliases.get(local, "")
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                literals = [a.value for a in given if isinstance(a, ast.Constant)]
                found.get(called, set()).update(a for a in literals if isinstance(a, str))
    shown = found["word"] | found["retitle"]
    return SourceReferences(frozenset(found["narrate"]), frozenset(found["on"]), frozenset(shown))


def _aliases(method: ast.FunctionDef) -> dict[str, str]:
    """``word`` for every local name that is set to ``self.word``."""
    return {
        target.id: on_self(value)
        for target, value in assignments(method)
        if isinstance(target, ast.Name) and on_self(value)
    }


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
            "with the names of your lesson and its words",
        )
    for name, kind in {"lesson": Lesson, "script": str, "theme": Theme}.items():
        if not isinstance(value := getattr(scene, name), kind):
            raise InputError(
                f"{name} of the scene is {excerpt(repr(value))}",
                where=f"{inspect.getsourcefile(scene)} ({scene.__name__})",
                permitted=f"a {kind.__name__}",
            )


def check_cues(scene: type[VoiceoverScene], script: Script) -> None:
    """Compare a scene's code with its script.

    Raises
    ------
    InputError
        For a line or cue that only one of the two knows, or on-screen words that are missing.
    """
    board = source_references(scene)
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


def check_captions(script: Script, space: CaptionSpace) -> None:
    """Refuse lines whose caption fits neither its band nor the player's; all are told together."""
    mistakes = Mistakes()
    for line in script.lines:
        with mistakes.gathered():
            pages_of(line, space)
            rows_of(line, beside_film(space))
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
