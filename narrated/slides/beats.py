"""A film as a row of beats: one a slide, and together all of its frames."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from narrated.export.timeline_file import FilmScene
from narrated.scene.clip_sheet import SHEET, ClipError, ClipSheet, read_sheet

# A joiner keeps a row of a caption together; whoever searches or copies the text must not meet it.
_LEFT_OUT = "\u2060\ufffe\uffff"
_CONTROL = {"Cc", "Cs"}


@dataclass(frozen=True)
class Said:
    """A line of a beat, from frame ``start`` to before ``end`` of the beat's clip."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Beat:
    """One slide: frames ``start`` to before ``end`` of the film.

    Parameters
    ----------
    scene, title
        Name of the scene's script, and what people call the scene.
    number, count
        Which beat of the scene it is, from 1, and how many it has.
    lines
        What is said meanwhile.
    """

    scene: str
    title: str
    number: int
    count: int
    start: int
    end: int
    lines: tuple[Said, ...]

    @property
    def name(self) -> str:
        """How its files are called."""
        return f"{self.scene}-{self.number:02}"

    @property
    def heading(self) -> str:
        """The slide's title; no two slides of a lesson have one."""
        return f"{self.title} ({self.number}/{self.count})" if self.count > 1 else self.title

    @property
    def frames(self) -> int:
        """How many frames its clip has."""
        return self.end - self.start

    @property
    def text(self) -> str:
        """What is said, a line a row."""
        return "\n".join(line.text for line in self.lines)


def plain(text: str) -> str:
    r"""A text as every format can hold it: without what is invisible or what XML does not permit.

    Examples
    --------
    >>> plain("price\u2060 & <area>\x07\ufffe")
    'price & <area>'
    """
    return "".join(one for one in text if one not in _LEFT_OUT and unicodedata.category(one) not in _CONTROL)


def beats_of(scenes: Sequence[FilmScene], starts: Sequence[Sequence[int]]) -> list[Beat]:
    """The beats of a film.

    A transition belongs to the beat after it, so that each beat begins with the picture on which the one
    before ended.

    Parameters
    ----------
    scenes
        Of the film's timeline.
    starts
        Of each scene, first frames of its beats, counted from the scene's own first.

    Examples
    --------
    >>> scenes = [FilmScene("a", "A", 0, 40, ()), FilmScene("b", "B", 48, 20, ())]
    >>> [(beat.name, beat.start, beat.end) for beat in beats_of(scenes, [[0, 15], [0]])]
    [('a-01', 0, 15), ('a-02', 15, 40), ('b-01', 40, 68)]
    """
    beats: list[Beat] = []
    before = 0
    for scene, inner in zip(scenes, starts, strict=True):
        end = scene.start + scene.frames
        # Where two begin at once, the first shows nothing.
        cuts = sorted({scene.start + start for start in inner if 0 < start < scene.frames})
        spans = list(pairwise([before, *cuts, end]))
        for number, (first, last) in enumerate(spans, 1):
            lines = tuple(
                Said(plain(line.text), line.start - first, min(line.end, last) - first)
                for line in scene.lines
                if first <= line.start < last
            )
            beats.append(Beat(scene.name, plain(scene.title), number, len(spans), first, last, lines))
        before = end
    return beats


def sections_of(scene: FilmScene, folder: Path) -> list[int] | None:
    """First frames of a scene's beats, as the sheet of its clip tells them.

    None: there is no sheet, or it is that of another clip than the one in the film.
    """
    if not (folder / SHEET).is_file():
        return None
    try:
        sheet = read_sheet(folder)
    except ClipError:
        return None
    if _spoken(sheet, scene) != [(line.id, line.start, line.end) for line in scene.lines]:
        return None
    return [section.start for section in sheet.sections] if sheet.frames == scene.frames else None


def _spoken(sheet: ClipSheet, scene: FilmScene) -> list[tuple[str, int, int]]:
    return [(line.id, scene.start + line.start, scene.start + line.end) for line in sheet.lines]


def a_line_each(scene: FilmScene) -> list[int]:
    """Beats of a scene that tells of none: one a line, each from the end of the line before."""
    return [0, *(line.end - scene.start for line in scene.lines[:-1])]
