"""Bookmarks in text and code must agree: checked from the source, before anything is drawn."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass

from loss_scenes.stage.scene import NarratedScene
from voiceover.errors import InputError
from voiceover.script import Script


@dataclass(frozen=True)
class Storyboard:
    """What a scene's code mentions: lines narrated, cues answered, words shown."""

    lines: frozenset[str]
    cues: frozenset[str]
    words: frozenset[str]


def storyboard(scene: type[NarratedScene]) -> Storyboard:
    """Read the literals that a scene class, and the scenes it derives from, pass to the stage."""
    found: dict[str, set[str]] = {"narrate": set(), "on": set(), "word": set(), "retitle": set()}
    overridden: set[str] = set()
    for owner in scene.__mro__:
        if owner is NarratedScene or not issubclass(owner, NarratedScene):
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(owner)))
        body = tree.body[0]
        assert isinstance(body, ast.ClassDef)
        for member in body.body:
            name = getattr(member, "name", None)
            if name in overridden:
                continue
            for node in ast.walk(member):
                if isinstance(node, ast.Call) and _on_self(node.func) in found:
                    literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
                    found[_on_self(node.func)].update(a for a in literals if isinstance(a, str))
        overridden |= {m.name for m in body.body if isinstance(m, ast.FunctionDef)}
    return Storyboard(
        frozenset(found["narrate"]), frozenset(found["on"]), frozenset(found["word"] | found["retitle"])
    )


def _on_self(function: ast.expr) -> str:
    """The name in ``self.name``, else nothing."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "self" else ""
    return ""


def check_cues(scene: type[NarratedScene], script: Script) -> None:
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
