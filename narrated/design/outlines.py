"""Outlines of text, from the font's own file: HarfBuzz shapes a line and draws its glyphs.

Manim's ``Text`` goes a longer way: Pango and Cairo write a drawing as SVG, whose form changes with their
versions, and a general parser reads it. From the file, a text looks the same on every machine that has the
font, and a scene is built much sooner.
"""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Iterator

import numpy as np
import uharfbuzz as hb  # type: ignore[import-untyped]
from bidi import algorithm as bidi  # type: ignore[import-untyped]

from narrated.design.fonts import font_file
from narrated.signals import defer_signals
from voiceover.errors import InputError

# For characters that a font does not have (Hebrew, Arabic, ...). Where fontconfig is, Debian has it.
FALLBACK = "DejaVu Sans"

# Their ink fills the em square, or the height of capitals, evenly: its middle is the middle of the line.
_REFERENCES = "国H"
_WEIGHTS = {"NORMAL": 400.0, "BOLD": 700.0}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_NOTHING = np.zeros((0, 3))


@functools.cache
def outlines(text: str, font: str, weight: str = "NORMAL") -> tuple[np.ndarray, ...]:
    """Cubic Bezier points of every character, shape (4 n, 3), in em; spaces have none.

    Characters that are drawn as one (a ligature, a letter with combining marks) are given with the first of
    them, and the others have none. x runs from the line's origin; the middle of the line is y = 0, up is
    positive. What is written from right to left stands in the order of reading.

    Parameters
    ----------
    text
        One line.
    font
        Family name; what that font lacks is taken from `FALLBACK`.
    weight
        ``NORMAL`` or ``BOLD``.

    Raises
    ------
    InputError
        If neither font has a character, or the font is not there.
    """
    drawn: list[list[np.ndarray]] = [[] for _ in text]
    x, middle = 0.0, _middle(font, weight)
    for start, end, rightwards in _runs(text):
        for part in _shape(text, start, end, rightwards, (font, FALLBACK), weight):
            if len(part.points):
                drawn[part.cluster].append(part.points + np.array([x + part.x, part.y - middle, 0.0]))
            x += part.advance
    return tuple(np.concatenate(pieces) if pieces else _NOTHING for pieces in drawn)


@functools.lru_cache(maxsize=4096)
def advance(text: str, font: str, weight: str = "NORMAL") -> float:
    """How far a line reaches from its origin to where the next character would stand, in em.

    Examples
    --------
    >>> round(advance("国国", "Noto Sans CJK SC"), 6)
    2.0
    """
    return sum(
        part.advance
        for start, end, rightwards in _runs(text)
        for part in _shape(text, start, end, rightwards, (font, FALLBACK), weight)
    )


def check_drawable(text: str, font: str, where: str) -> None:
    """Refuse what cannot be drawn before anything is; an `InputError` that names ``where``."""
    try:
        outlines(text, font)
    except InputError as error:
        raise error.at(where) from None


class _Glyph:
    """A glyph that was set: the character it stands for, its outline, its offset and its advance, in em."""

    __slots__ = ("advance", "cluster", "points", "x", "y")

    def __init__(self, cluster: int, points: np.ndarray, x: float, y: float, advance: float) -> None:
        self.cluster, self.points, self.x, self.y, self.advance = cluster, points, x, y, advance


def _runs(text: str) -> list[tuple[int, int, bool]]:
    """Stretches of one direction and script, from left to right: start, end, whether read rightwards."""
    levels = _levels(text)
    scripts: list[str | None] = []
    for character in text:
        # What has no script of its own, such as a digit or a mark, goes with what stands before it.
        scripts.append(_script(character) or (scripts[-1] if scripts else None))
    bounds = [
        index
        for index in range(1, len(text))
        if levels[index] != levels[index - 1] or (scripts[index - 1] and scripts[index] != scripts[index - 1])
    ]
    spans = [(a, b, levels[a]) for a, b in itertools.pairwise([0, *bounds, len(text)]) if b > a]
    # The Unicode bidirectional algorithm, rule L2: from the highest level down, each stretch is turned round.
    for level in range(max(levels, default=0), 0, -1):
        turned: list[tuple[int, int, int]] = []
        for inside, group in itertools.groupby(spans, lambda span, level=level: span[2] >= level):  # type: ignore[misc]
            stretch = list(group)
            turned += stretch[::-1] if inside else stretch
        spans = turned
    return [(start, end, level % 2 == 0) for start, end, level in spans]


def _levels(text: str) -> list[int]:
    """Embedding levels of the Unicode bidirectional algorithm, even ones from left to right."""
    storage = bidi.get_empty_storage()
    storage["base_level"] = bidi.get_base_level(text)
    storage["base_dir"] = ("L", "R")[storage["base_level"]]
    bidi.get_embedding_levels(text, storage)
    if not _RIGHT_TO_LEFT & {character["type"] for character in storage["chars"]}:
        return [0] * len(text)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    return [character["level"] for character in storage["chars"]]


@functools.cache
def _script(character: str) -> str | None:
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script  # type: ignore[no-any-return]


def _shape(
    text: str, start: int, end: int, rightwards: bool, fonts: tuple[str, ...], weight: str
) -> Iterator[_Glyph]:
    """The glyphs of a run from left to right; what the first font lacks is set in the next."""
    face = _face(fonts[0], weight)
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text], item_offset=start, item_length=end - start)
    buffer.guess_segment_properties()
    buffer.direction = "ltr" if rightwards else "rtl"
    hb.shape(face, buffer)
    unit = face.face.upem
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    clusters = sorted({info.cluster for info, _ in glyphs})
    until = dict(zip(clusters, [*clusters[1:], end], strict=True))
    missing = {info.cluster for info, _ in glyphs if not info.codepoint}
    for lacking, group in itertools.groupby(glyphs, lambda glyph: glyph[0].cluster in missing):
        some = list(group)
        if lacking:
            first = min(info.cluster for info, _ in some)
            last = max(until[info.cluster] for info, _ in some)
            if len(fonts) == 1:
                raise _no_glyph(text[first:last], fonts[0])
            yield from _shape(text, first, last, rightwards, fonts[1:], weight)
            continue
        for info, position in some:
            yield _Glyph(
                info.cluster,
                _outline(fonts[0], weight, info.codepoint),
                position.x_offset / unit,
                position.y_offset / unit,
                position.x_advance / unit,
            )


def _no_glyph(characters: str, font: str) -> InputError:
    codes = " ".join(f"U+{ord(character):04X}" for character in characters[:4])
    return InputError(
        f"{characters[:12]!r} ({codes}) cannot be drawn",
        permitted=f"characters of the theme's font or of {font}; no emoji",
        remedy="write it with others, or name a font in the theme that has them",
    )


@functools.cache
def _middle(font: str, weight: str) -> float:
    """Height of the middle of a line above its baseline, in em."""
    face = _face(font, weight)
    for character in _REFERENCES:
        glyph = face.get_nominal_glyph(ord(character))
        if glyph:
            points = _outline(font, weight, glyph)
            return float(points[:, 1].min() + points[:, 1].max()) / 2
    extents = face.get_font_extents("ltr")
    return float(extents.ascender + extents.descender) / 2 / float(face.face.upem)


@functools.cache
def _face(family: str, weight: str) -> hb.Font:
    path, index = font_file(family, weight)
    sys.audit("open", str(path), "r", 0)  # HarfBuzz maps it, where nobody who notes opened files would see
    # Above 16 bits, fontconfig's number names an instance of a variable font; its weight is set below.
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index & 0xFFFF))
    font.set_variations({"wght": _WEIGHTS[weight]})
    return font


@functools.cache
def _outline(family: str, weight: str, glyph: int) -> np.ndarray:
    """A glyph's curves one after the other, four points each, in em."""
    # Plain numbers: an array for each of thousands of corners would take as long as all the rest.
    points: list[tuple[float, float, float]] = []
    here = (0.0, 0.0, 0.0)

    def move_to(x: float, y: float, _: object) -> None:
        nonlocal here
        here = (x, y, 0.0)

    def line_to(x: float, y: float, _: object) -> None:
        nonlocal here
        a, b = ((here[0] + (x - here[0]) * part, here[1] + (y - here[1]) * part) for part in (1 / 3, 2 / 3))
        cubic_to(*a, *b, x, y, None)

    def cubic_to(ax: float, ay: float, bx: float, by: float, x: float, y: float, _: object) -> None:
        nonlocal here
        points.extend([here, (ax, ay, 0.0), (bx, by, 0.0), (x, y, 0.0)])
        here = (x, y, 0.0)

    pen = hb.DrawFuncs()  # quadratic curves come as cubic ones, and a closing line where one is needed
    pen.set_move_to_func(move_to)
    pen.set_line_to_func(line_to)
    pen.set_cubic_to_func(cubic_to)
    font = _face(family, weight)
    with defer_signals():  # what is raised in HarfBuzz's callbacks is printed by it, and dropped
        font.draw_glyph(glyph, pen)
    return np.array(points).reshape(-1, 3) / float(font.face.upem)
