"""What a scene shows at a moment: texts and shapes in the order they are drawn, in design pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from manim import MathTypst, Mobject, Typst, VMobject

from narrated.design.layout import PIXEL
from narrated.manim_adapter.pictures import in_drawing_order
from narrated.manim_adapter.wholes import Whole, whole_of
from narrated.mobjects.panel import TYPST_FONT_SIZE_PER_PIXEL
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import Role, may_bleed, role_of
from narrated.review.findings import Box
from narrated.review.outline_pixels import Points, along, box_of, pieces, to_pixels, turned
from narrated.scene.narrated_scene import NarratedScene

_LEVEL = 1e-3  # radians: words that are turned by less stand level
_STROKE_UNIT = 0.01 / PIXEL  # manim's stroke widths in pixels


@dataclass(frozen=True)
class Paint:
    """A colour (red, green, blue; 0 to 1), its opacity, and a width in pixels (0: it fills)."""

    rgb: tuple[float, float, float]
    opacity: float
    width: float = 0.0


@dataclass(frozen=True, eq=False)
class Shape:
    """A drawn thing.

    Parameters
    ----------
    name
        What it is called in messages.
    order
        Place in the order of drawing.
    points
        Its Bezier points, four a curve.
    caption
        Whether it belongs to the caption band.
    bleeds
        Whether it may reach out of the frame and under the captions.
    whole
        The drawn picture that it is a part of.
    """

    name: str
    order: int
    points: Points
    fill: Paint | None
    stroke: Paint | None
    role: Role | None
    caption: bool
    bleeds: bool = False
    whole: Whole | None = None

    @cached_property
    def box(self) -> Box:
        """Around the outline."""
        return box_of(self.points)

    @cached_property
    def parts(self) -> list[Points]:
        """The outline's connected pieces as points along them, about eight a curve."""
        return [along(piece) for piece in pieces(self.points)]


@dataclass(frozen=True, eq=False)
class Text:
    """Words on the screen; ``boxes`` are those of its ink: one a line, or one a glyph of a formula.

    ``header``: it is a part of the header, which stands above all pictures. ``turn``: radians by which the
    words are turned, y down; the boxes are those of :meth:`level` ink.
    """

    words: str
    order: int
    boxes: npt.NDArray[np.float64]
    paint: Paint
    em: float
    caption: bool
    shapes: tuple[Shape, ...]
    header: bool = False
    turn: float = 0.0

    @cached_property
    def box(self) -> Box:
        """Upright, around all of its ink."""
        return box_of(np.concatenate([shape.points for shape in self.shapes]))

    def level(self, points: Points) -> Points:
        """Points as they lie when the words are turned back to the level, around the origin."""
        return turned(points, -self.turn)

    def placed(self, points: Points) -> Points:
        """Points beside level words as they lie on the screen."""
        return turned(points, self.turn)


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn at a moment."""

    texts: tuple[Text, ...]
    shapes: tuple[Shape, ...]
    mobjects: tuple[VMobject, ...]  # all of them in order: what ``order`` counts
    text_orders: frozenset[int]
    probes: tuple[TangentProbe, ...]
    plots: tuple[Plot, ...] = ()
    formulas: frozenset[int] = frozenset()  # orders of the texts that are set as mathematics

    def is_formula(self, text: Text) -> bool:
        """Whether a text is set as mathematics."""
        return text.order in self.formulas

    @property
    def nowhere(self) -> list[VMobject]:
        """What has no place: a coordinate that is nan or infinite."""
        return [mobject for mobject in self.mobjects if not np.isfinite(mobject.points).all()]


class Looker:
    """Sees what a scene shows; remembers which shapes are the glyphs of a formula."""

    def __init__(self) -> None:
        self._formulas: WeakKeyDictionary[VMobject, Typst | MathTypst] = WeakKeyDictionary()

    def look(self, scene: NarratedScene) -> Picture:
        """The picture of now."""
        family = [mobject for top in scene.mobjects for mobject in top.get_family()]
        self._learn(family)
        probes = tuple(mobject for mobject in family if isinstance(mobject, TangentProbe))
        # A bare plot draws nothing of its own.
        plots = tuple(mobject for mobject in family if isinstance(mobject, Plot) and mobject.submobjects)
        caption, header = set(scene.caption.get_family()), set(scene.header.get_family())
        band = scene.caption.band
        shown = in_drawing_order(scene)
        texts: list[Text] = []
        shapes: list[Shape] = []
        glyphs: dict[Typst | MathTypst, list[Shape]] = {}
        orders: set[int] = set()
        for order, mobject in enumerate(shown):
            shape = _shape(mobject, order, mobject in caption)
            formula = self._formulas.get(mobject)
            is_text = isinstance(mobject, Label | LiveNumber) or formula is not None
            is_text = is_text or (mobject in caption and mobject is not band)
            if is_text:
                orders.add(order)
            if shape is None:
                continue
            if not is_text:
                shapes.append(shape)
            elif formula is not None:
                glyphs.setdefault(formula, []).append(shape)
            else:
                texts.append(_line(mobject, shape, mobject in header))
        texts += [_formula(formula, parts) for formula, parts in glyphs.items()]
        texts.sort(key=lambda text: text.order)
        formulas = frozenset(parts[0].order for parts in glyphs.values())
        return Picture(tuple(texts), tuple(shapes), tuple(shown), frozenset(orders), probes, plots, formulas)

    def _learn(self, family: Sequence[Mobject]) -> None:
        for mobject in family:
            if isinstance(mobject, Typst | MathTypst):
                for glyph in mobject.family_members_with_points():
                    self._formulas[glyph] = mobject  # type: ignore[index]


def animated(scene: NarratedScene) -> list[set[Mobject]]:
    """What the animations of now change: of each, the things with all their parts."""
    mobjects: list[Any] = [animation.mobject for animation in scene.animations or ()]
    return [set(mobject.get_family()) for mobject in mobjects if mobject is not None]


def _shape(mobject: VMobject, order: int, caption: bool) -> Shape | None:
    """The mobject as it is drawn; None where nothing of it is."""
    points = to_pixels(mobject.points)
    if not np.isfinite(points).all():
        return None
    fill, stroke = mobject.get_fill_rgbas()[0], mobject.get_stroke_rgbas()[0]
    width = float(mobject.get_stroke_width()) * _STROKE_UNIT
    filled = Paint(_rgb(fill), float(fill[3])) if fill[3] > 0 and len(points) > 4 else None
    stroked = Paint(_rgb(stroke), float(stroke[3]), width) if stroke[3] > 0 and width > 0 else None
    if not len(points) or (filled is None and stroked is None):
        return None
    role, bleeds, whole = role_of(mobject), may_bleed(mobject), whole_of(mobject)
    return Shape(type(mobject).__name__, order, points, filled, stroked, role, caption, bleeds, whole)


def _line(mobject: VMobject, shape: Shape, header: bool) -> Text:
    words = mobject.shown if isinstance(mobject, LiveNumber) else getattr(mobject, "text", "caption")
    em = getattr(mobject, "em", None) or _high(shape)
    paint = shape.fill or shape.stroke
    assert paint is not None
    turn = -mobject.turned if isinstance(mobject, Label) else 0.0
    turn = turn if abs(turn) > _LEVEL else 0.0
    boxes = np.array([box_of(turned(shape.points, -turn))])
    return Text(words, shape.order, boxes, paint, em, shape.caption, (shape,), header, turn)


def _formula(formula: Typst | MathTypst, parts: list[Shape]) -> Text:
    paint = parts[0].fill or parts[0].stroke
    assert paint is not None
    em = formula.font_size / TYPST_FONT_SIZE_PER_PIXEL
    boxes = np.array([part.box for part in parts])
    return Text(formula.typst_code, parts[0].order, boxes, paint, em, False, tuple(parts))


def _high(shape: Shape) -> float:
    return shape.box[3] - shape.box[1]


def _rgb(rgba: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    return (float(rgba[0]), float(rgba[1]), float(rgba[2]))
