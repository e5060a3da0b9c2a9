"""The sheet of a clip, ``clip.json``: what happens in a scene, counted in frames. Light: no manim."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from narrated.json_files import load, number, text, whole
from voiceover.atomic_write import write_whole
from voiceover.errors import Failed, InputError

CLIP, SHEET, COVER = "clip.mp4", "clip.json", "cover.png"


class ClipError(Failed):
    """A clip that is not what its sheet says: the fault of who made it."""


@dataclass(frozen=True)
class Cue:
    """A word that pictures answer: when it is spoken (seconds), and the frame nearest to that.

    Both are counted from the start of the clip, or of the film where it is the film's.
    """

    name: str
    spoken_at: float
    frame: int


@dataclass(frozen=True)
class Line:
    """One spoken sentence, from frame ``start`` to before ``end``; ``rows`` are its caption in players."""

    id: str
    text: str
    rows: tuple[str, ...]
    start: int
    end: int
    take: Path
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Section:
    """One beat, and its first frame."""

    name: str
    start: int


@dataclass(frozen=True)
class ClipSheet:
    """What a clip shows: ``name`` is that of the script, ``scene`` the ref of the class that drew it."""

    name: str
    scene: str
    title: str
    fps: int
    width: int
    height: int
    frames: int
    lines: tuple[Line, ...]
    sections: tuple[Section, ...] = ()

    def with_takes(self, place: Callable[[Path], Path]) -> Self:
        """The same sheet, where the takes lie in other places."""
        return replace(self, lines=tuple(replace(line, take=place(line.take)) for line in self.lines))

    def write(self, folder: Path) -> None:
        """Write ``clip.json`` into a folder."""
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)
        write_whole(folder / SHEET, f"{content}\n")


def read_sheet(folder: Path) -> ClipSheet:
    """Read ``clip.json`` in a folder.

    Raises
    ------
    ClipError
        If it is malformed, or its frames are out of order.
    """
    path = folder / SHEET
    try:
        sheet = _sheet(load(path, "the sheet of a clip"))
    except (
        InputError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise ClipError(f"{path} is no sheet of a clip: {error!r}") from error
    before = 0
    for line in sheet.lines:
        if not (before <= line.start < line.end <= sheet.frames):
            raise ClipError(
                f"{path}: line {line.id} runs from frame {line.start} to {line.end}; "
                f"permitted is {before} to {sheet.frames}"
            )
        before = line.end
    return sheet


def _sheet(content: Mapping[str, Any]) -> ClipSheet:
    return ClipSheet(
        text(content, "name"),
        text(content, "scene"),
        text(content, "title"),
        whole(content, "fps"),
        whole(content, "width"),
        whole(content, "height"),
        whole(content, "frames"),
        tuple(map(_line, content["lines"])),
        tuple(Section(text(one, "name"), whole(one, "start")) for one in content["sections"]),
    )


def _line(content: Mapping[str, Any]) -> Line:
    return Line(
        text(content, "id"),
        text(content, "text"),
        tuple(text({"row": row}, "row") for row in content["rows"]),
        whole(content, "start"),
        whole(content, "end"),
        Path(text(content, "take")),
        read_cues(content),
    )


def read_cues(content: Mapping[str, Any]) -> tuple[Cue, ...]:
    """The cues of a line, as JSON has them; raises as :mod:`narrated.json_files` does."""
    return tuple(
        Cue(text(cue, "name"), number(cue, "spoken_at"), whole(cue, "frame")) for cue in content["cues"]
    )
