"""Outlines of text, straight from Pango's drawing.

Manim's ``Text`` has Pango write the same drawing and reads it with a general SVG parser, which takes most
of the time of building a scene. Pango writes four commands only, absolute and in a fixed form: read here.
"""

from __future__ import annotations

import functools
import os
import re
import tempfile
from pathlib import Path

import manimpango  # type: ignore[import-untyped]
import numpy as np

from voiceover.errors import InputError

_POINTS = 100  # Pango's size: large enough that its rounding to 1/64 is far below a pixel
_EM = _POINTS * 96 / 72  # the em square in units of the drawing
_WIDE = 1_000_000  # no line is broken
_REFERENCE = "国"  # its ink fills the em square evenly, so its middle is the middle of the line

_SYMBOL = re.compile(r'<symbol[^>]*id="([^"]+)"[^>]*>\s*<path[^>]*\sd="([^"]*)"', re.DOTALL)
_USE = re.compile(r'<use xlink:href="#([^"]+)" x="([-\d.]+)" y="([-\d.]+)"')
_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


@functools.cache
def outlines(text: str, font: str, weight: str = "NORMAL") -> tuple[np.ndarray, ...]:
    """Cubic Bezier points of every character, shape (4 n, 3), in em; spaces have none.

    x runs from the line's origin; the middle of the line is y = 0, up is positive.

    Raises
    ------
    InputError
        If Pango draws another number of characters than the text has (ligatures, combining marks).
    """
    drawn = _draw(_REFERENCE + text, font, weight)
    inked = [c for c in _REFERENCE + text if not c.isspace()]
    # Pango may or may not draw an empty glyph for a space.
    glyphs = [points for points in drawn if len(points)]
    if len(glyphs) != len(inked):
        raise InputError(
            f"{text!r:.60} is drawn as {len(glyphs) - 1} characters instead of {len(inked) - 1}",
            permitted="characters that the font has, each drawn by itself: no emoji, no combining marks",
            remedy="write it with others",
        )
    reference = glyphs[0]
    middle = (reference[:, 1].min() + reference[:, 1].max()) / 2
    rest = iter(glyphs[1:])
    nothing = np.zeros((0, 3))
    return tuple(nothing if c.isspace() else next(rest) - np.array([0.0, middle, 0.0]) for c in text)


def check_drawable(text: str, font: str, where: str) -> None:
    """Refuse what cannot be drawn before anything is; an `InputError` that names ``where``."""
    try:
        outlines(text, font)
    except InputError as error:
        raise error.at(where) from None


def _draw(text: str, font: str, weight: str) -> list[np.ndarray]:
    setting = manimpango.TextSetting(0, len(text), font, "NORMAL", weight)
    handle, name = tempfile.mkstemp(suffix=".svg")
    os.close(handle)
    try:
        manimpango.text2svg([setting], _POINTS, -1, True, name, 0, 0, _WIDE, 2 * _POINTS, text)
        drawing = Path(name).read_text(encoding="utf-8")
    finally:
        Path(name).unlink()
    shapes = {name: _shape(path) for name, path in _SYMBOL.findall(drawing)}
    placed = []
    for name, x, y in _USE.findall(drawing):
        points = shapes[name]
        if len(points):
            points = (points + np.array([float(x), float(y)])) / np.array([_EM, -_EM])
            points = np.column_stack([points, np.zeros(len(points))])
        placed.append(points)
    return placed


def _shape(path: str) -> np.ndarray:
    """A path's curves one after the other, four points each, in units of the drawing, y down."""
    # Plain numbers: an array for each of thousands of corners would take as long as all the rest.
    points: list[tuple[float, float]] = []
    start = here = (0.0, 0.0)

    def line_to(end: tuple[float, float]) -> None:
        step = ((end[0] - here[0]) / 3, (end[1] - here[1]) / 3)
        points.extend([here, *((here[0] + n * step[0], here[1] + n * step[1]) for n in (1, 2)), end])

    for command, arguments in _COMMAND.findall(path):
        numbers = [float(number) for number in arguments.split()]
        given = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            start = here = given[0]
        elif command == "L":
            line_to(given[0])
            here = given[0]
        elif command == "C":
            points.extend([here, *given])
            here = given[2]
        else:
            if here != start:
                line_to(start)
            here = start
    return np.array(points).reshape(-1, 2)
