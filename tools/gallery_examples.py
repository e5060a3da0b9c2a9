"""The example in a docstring as a file to paste: a manim scene that shows what the example names.

An example is a doctest, or in a chapter's docstring the code of a whole scene. Of a doctest's names those
that hold mobjects are added to a scene, in their order, and those that hold animations are played after that.
What has its result written below only tests something, and is left out. What the code uses is imported.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import inspect
import sys
import textwrap
from collections import defaultdict
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import manim
from manim import Animation, Mobject, ValueTracker, tempconfig
from manim.mobject.mobject import _AnimationBuilder

import loss_scenes
import narrated
from narrated.design.theme import DEFAULT_THEME, use_theme

GROUND = "self.camera.background_color = DEFAULT_THEME.colors.background"
_OURS = ("lessons", "loss_scenes", "narrated", "voiceover")


@dataclass(frozen=True)
class Example:
    """What a docstring's example becomes.

    Parameters
    ----------
    told
        What stands before it in the docstring.
    code
        A file to paste.
    scene
        Name of the scene in it.
    """

    told: str
    code: str
    scene: str


def example_of(name: str, thing: Any) -> Example:
    """The example in a docstring.

    Raises
    ------
    ValueError
        Where there is none, or none that shows anything.
    """
    doc = inspect.getdoc(thing) or ""
    section = doc.partition("\nExamples\n")[2].partition("\nNotes\n----")[0].strip("-\n")
    if "::\n\n    " in section:
        told, _, block = section.partition("::\n\n")
        code = textwrap.dedent(block).strip()
        (scene,) = (one.name for one in ast.parse(code).body if isinstance(one, ast.ClassDef))
        return Example(f"{told}:", _file(code, {}), scene)
    statements = [one.source for one in doctest.DocTestParser().get_examples(section) if not one.want]
    if not statements:
        raise ValueError("no example in its docstring")
    home = vars(sys.modules[thing.__module__]).copy()
    made = _made("".join(statements), home)
    shown = [key for key, value in made.items() if isinstance(value, Mobject)]
    if not shown:
        raise ValueError("its example names no mobject")
    body, played = [GROUND], []
    for source in statements:
        (node,) = ast.parse(source).body
        moving = made.get(_assigned(node))
        if isinstance(node, ast.Assign) and isinstance(moving, Animation | _AnimationBuilder | list):
            star = "*" if isinstance(moving, list) else ""
            played.append(f"self.play({star}{ast.get_source_segment(source, node.value)})")
        else:
            body.append(source.rstrip())
    body += [f"self.add({', '.join(shown)})", *played]
    scene = "".join(f"{part[0].upper()}{part[1:]}" for part in name.split("_")) + "Example"
    code = f"class {scene}(Scene):\n    def construct(self):\n" + textwrap.indent("\n".join(body), " " * 8)
    return Example(section.partition(">>>")[0].strip(), _file(code, home), scene)


def _made(source: str, names: dict[str, Any]) -> dict[str, Any]:
    """What the example names: mobjects, none a part of another one, and animations or lists of these."""
    before = set(names)
    use_theme(DEFAULT_THEME)
    with TemporaryDirectory() as folder, tempconfig({"media_dir": folder, "verbosity": "ERROR"}):
        exec(source, names)
    made = {key: names[key] for key in names if key not in before and key[0] != "_"}
    drawn = [one for one in made.values() if isinstance(one, Mobject)]
    parts = {part for one in drawn for part in one.get_family()[1:]}
    return {
        key: value
        for key, value in made.items()
        if isinstance(value, Animation | _AnimationBuilder)
        or (isinstance(value, Mobject) and not isinstance(value, ValueTracker) and value not in parts)
        or (isinstance(value, list) and value and all(isinstance(one, Animation) for one in value))
    }


def _assigned(node: ast.stmt) -> str:
    """The one name that a statement gives to something."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _file(code: str, home: dict[str, Any]) -> str:
    """The code without its own imports, and above it all that it uses."""
    tree = ast.parse(code)
    wanted: dict[str, set[str]] = defaultdict(set)
    given = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    for node in given:
        wanted[node.module or ""] |= {alias.name for alias in node.names}
    for name in sorted(_free(tree) - {name for names in wanted.values() for name in names}):
        wanted[_home_of(name, home)].add(name)
    lines = {ast.unparse(node) for node in given}
    rest = "\n".join(line for line in code.splitlines() if line.strip() not in lines).strip()
    return "\n".join([_import_lines(wanted), "", "", rest]) + "\n"


def _free(tree: ast.AST) -> set[str]:
    """Names that are read and nowhere written."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    return {node.id for node in names} - bound - vars(builtins).keys()


def _home_of(name: str, home: dict[str, Any]) -> str:
    """From which module an author imports a name."""
    if name == "np":
        return "numpy"
    value = home.get(name)
    for module in (narrated, loss_scenes):
        if name in module.__all__ and (value is None or getattr(module, name) is value):
            return module.__name__
    if hasattr(manim, name) and (value is None or getattr(manim, name) is value):
        return "manim"
    place = getattr(value, "__module__", None)
    if not isinstance(place, str):
        raise ValueError(f"the example uses {name}, which it does not import")
    return place


def _import_lines(wanted: dict[str, set[str]]) -> str:
    """Imports in the order of ruff: those of others first, then ours."""
    others = ["import numpy as np"] if wanted.pop("numpy", None) else []
    own: list[str] = []
    for module, names in sorted(wanted.items()):
        kind = own if module.partition(".")[0] in _OURS else others
        listed = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
        kind.append(f"from {module} import {', '.join(listed)}")
    return "\n\n".join("\n".join(group) for group in (others, own) if group)
