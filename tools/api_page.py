"""Write the page of the public names, docs/api.md, from their docstrings.

    .venv/bin/python tools/api_page.py docs/api.md

The argument is the page to write; a test holds that the one in the repository is up to date.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import manim

import loss_scenes
import narrated
from loss_scenes import losses
from narrated.scene.cue_lint import source_references
from narrated.scene.narrated_scene import NarratedScene

HEAD = """# Public names

What a lesson imports. This page is written by `tools/api_page.py` from the docstrings;
`help(narrated.Plot)` in Python shows the same. [lesson.md](lesson.md) puts a lesson together from them;
[architecture.md](architecture.md) tells how the parts work together.

- Places and sizes are in scene units unless something else is said: the frame is 8 high and 14.22 wide, and
  (0, 0) is its middle. Sizes of type are pixels of a frame 1080 pixels high. Times are seconds.
- Colours are strings such as `"#7ee2a0"`; `self.theme.colors` has them by role.
- `InputError` is an error that the lesson's author can mend: its message says where it is, what is permitted
  and what to do, and commands end with exit code 2.
- A chapter is a part of a scene: `construct` makes it with the data that it is to show, and calls its beats.
  A script needs the lines, cues and on-screen words that are named with the beat.
"""


class Plain(str):
    """Text that a signature shows without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


DIRECTIONS = {str(getattr(manim, name)): Plain(name) for name in ("ORIGIN", "LEFT", "RIGHT", "UP", "DOWN")}


def page() -> str:
    """The whole page."""
    parts = {name: getattr(narrated, name) for name in sorted(narrated.__all__, key=str.lower)}
    chapters = {name: getattr(loss_scenes, name) for name in sorted(loss_scenes.__all__, key=str.lower)}
    sections = [
        ("narrated", "", parts),
        ("loss_scenes", "", chapters),
        ("loss_scenes.losses", doc(losses), {name: getattr(losses, name) for name in losses.__all__}),
    ]
    told = [HEAD]
    for title, about, members in sections:
        told += [f"## {title}", *([about] if about else [])]
        told += [entry(name, value) for name, value in members.items()]
    return "\n\n".join(part.strip("\n") for part in told) + "\n"


def entry(name: str, value: Any) -> str:
    """One name with its signature, its docstring, and of a class the methods."""
    told = [f"### {name}"]
    if not callable(value):
        roles = {part: fields(getattr(value, part)) for part in ("colors", "type", "motion")}
        lists = [f"- `{part}`: {', '.join(f'`{one.name}`' for one in some)}" for part, some in roles.items()]
        return "\n\n".join([*told, "A look, with these roles:", "\n".join(lists)])
    if not issubclass_(value, NarratedScene):
        told.append(f"```python\n{wrapped(name + signature(value))}\n```")
    told.append(doc(value))
    methods = [method(value, key, part) for key, part in members(value)]
    told += ["**Methods**" if methods else "", "\n".join(methods)]
    for key, part in members(value):
        if "\nExamples\n" in described(part):
            told += [f"#### {name}.{key}", f"```python\n{wrapped(key + signature(part))}\n```", doc(part)]
    return "\n\n".join(filter(None, told))


def wrapped(text: str) -> str:
    """A signature over as many lines as it needs."""
    return textwrap.fill(text, 100, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def members(value: Any) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class has of its own."""
    for key, part in vars(value).items() if inspect.isclass(value) else ():
        public = inspect.isfunction(part) or isinstance(part, property | classmethod)
        if public and not key.startswith("_") and (described(part) or is_beat(part)):
            yield key, part


def method(owner: Any, key: str, part: Any) -> str:
    """One line on a method; on a beat, what it asks of the script."""
    if is_beat(part):
        board = source_references(owner, [key])
        asked = {"line": board.lines, "cues": board.cues, "words": board.words - {""}}
        needs = [
            f"{kind} {', '.join(f'`{n}`' for n in sorted(names))}" for kind, names in asked.items() if names
        ]
        return f"- beat `{key}()`: {'; '.join(needs)}"
    shown = key if isinstance(part, property) else f"{key}{signature(getattr(owner, key))}"
    return f"- `{shown}`: {marked(described(part).splitlines()[0])}"


def is_beat(part: Any) -> bool:
    """Whether a function was marked by ``@beat``."""
    if not inspect.isfunction(part):
        return False
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
    assert isinstance(tree, ast.FunctionDef)
    return any(isinstance(mark, ast.Name) and mark.id == "beat" for mark in tree.decorator_list)


def signature(value: Any) -> str:
    """Parameters as they are written, without ``self``."""
    whole = inspect.signature(value)
    home = vars(sys.modules.get(getattr(value, "__module__", ""), sys))
    constants = {id(constant): Plain(name) for name, constant in home.items() if name.isupper()}

    def default(given: Any) -> Any:
        return constants.get(id(given)) or DIRECTIONS.get(str(given), given)

    shown = [
        one.replace(annotation=written(one.annotation), default=default(one.default))
        for one in whole.parameters.values()
        if one.name != "self"
    ]
    whole = whole.replace(parameters=shown, return_annotation=written(whole.return_annotation))
    return str(whole).replace("<factory>", "...").removesuffix(" -> None")


def written(annotation: Any) -> Any:
    """An annotation as it stands in the source; some Pythons wrap those of named tuples."""
    text = getattr(annotation, "__forward_arg__", annotation)
    return Plain(text) if isinstance(text, str) else annotation


def described(part: Any) -> str:
    """The docstring of a function, property or classmethod itself, not one that it inherits."""
    source = part.fget if isinstance(part, property) else getattr(part, "__func__", part)
    return inspect.cleandoc(source.__doc__ or "")


def doc(value: Any) -> str:
    """A docstring in numpydoc's form as Markdown."""
    text = inspect.cleandoc(value.__doc__ or "")
    blocks = re.split(r"(?m)^(\w[\w ]*)\n-{3,}\n", text)
    told = [prose(blocks[0])]
    for title, body in zip(blocks[1::2], blocks[2::2], strict=True):
        listed = title in {"Parameters", "Attributes", "Returns", "Raises"}
        told += [f"**{title}**", (items if listed else prose)(body)]
    return "\n\n".join(filter(None, told))


def items(body: str) -> str:
    """Definitions: a name, and indented below it what it is."""
    found = re.findall(r"(?m)^(\S.*)\n((?:(?:[ ]+.*)?\n?)*)", body.strip("\n") + "\n")
    told = []
    for head, about in found:
        name, _, kind = head.partition(" : ")
        told.append(f"- `{name}`{f' ({kind})' if kind else ''}: {marked(' '.join(about.split()))}")
    return "\n".join(told)


def prose(text: str) -> str:
    """Paragraphs, and examples as code."""
    told = []
    # An example that `::` announces may have empty lines in it.
    for block in re.split(r"(?<=::)\n{2,}|\n{2,}(?=\S)", text.strip("\n")):
        lines = [line.removesuffix("  # doctest: +SKIP") for line in textwrap.dedent(block).splitlines()]
        code = block.startswith((">>>", "    "))
        shown = "\n".join(lines)
        told.append(f"```python\n{shown}\n```" if code else re.sub("::$", ":", marked(shown)))
    return "\n\n".join(told)


def marked(text: str) -> str:
    """References and double backticks in Markdown's way."""
    text = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


def issubclass_(value: Any, parent: type) -> bool:
    """Whether a value is a class below another one."""
    return inspect.isclass(value) and issubclass(value, parent)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
