"""What a detector looks at: the many candidate boxes that it tries, and the few that it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, UP, RoundedRectangle, VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration

# Side in pixels of the design, and opacity of the edge: the smallest lie on top, and are seen best.
_LAYERS = ((230, 0.5), (140, 0.55), (84, 0.65), (46, 0.95))
_SHAPES = (0.6, 1.0, 1.7)  # width over height, as anchors have
_PITCH = 1.5  # from one box of a layer to the next, in sides: none touches another
_ASTRAY = 0.06  # how far a box is off its place in the grid, in sides


class CandidateBoxes(VGroup):
    """Candidate boxes of four sizes and three shapes all over a picture; they come layer by layer.

    A layer is one mobject. Its boxes are clear of each other and hide a part of what is behind them: however
    many there are, each of those on top is seen to be a box.

    Parameters
    ----------
    region
        Where they stand.
    shown
        Called on every update: which share of them is there, 0 to 1.
    opacity
        Called on every update: how far they still matter, 0 to 1.
    cover
        How far each hides what is behind it, 0 to 1: so many boxes drown a picture.
    shift
        Called on every update: how far the picture has been moved since; None: it stays.
    seed
        Of their shapes and of the order in which those of a layer come.

    Attributes
    ----------
    count
        How many there are in all.
    """

    def __init__(
        self,
        region: Region,
        shown: Callable[[], float],
        opacity: Callable[[], float],
        *,
        cover: float,
        shift: Callable[[], Point3D] | None = None,
        seed: int = 7,
    ) -> None:
        theme, self.cover = current_theme(), cover
        dice = np.random.default_rng(seed)
        self.outlines = [_layer(region, side * PIXEL, dice) for side, _ in _LAYERS]
        self.count = sum(map(len, self.outlines))
        super().__init__(
            *(
                VMobject(
                    stroke_color=theme.colors.drawn_front, stroke_width=theme.hair_width,
                    fill_color=theme.colors.background,
                )
                for _ in _LAYERS
            )
        )  # fmt: skip
        self.shown, self.matter = detached(shown), detached(opacity)
        self.moved = detached(shift) if shift else None
        self.add_updater(lambda boxes: boxes.follow())
        self.follow()
        bleeding(decoration(self))

    def follow(self) -> None:
        """Show as many as there are now."""
        left = round(float(np.clip(self.shown(), 0, 1)) * self.count)
        matter, moved = float(np.clip(self.matter(), 0, 1)), self.moved() if self.moved else np.zeros(3)
        for layer, outlines, (_, clear) in zip(self, self.outlines, _LAYERS, strict=True):
            here = outlines[:left]
            left -= len(here)
            layer.set_points(here.reshape(-1, 3) + moved)
            layer.set_stroke(opacity=clear * matter).set_fill(opacity=self.cover * matter)


def _layer(region: Region, side: float, dice: np.random.Generator) -> np.ndarray:
    """Outlines of the boxes of one size, in the order in which they come: shape (n, 16, 3)."""
    across, down = int(region.width / (_PITCH * side)), int(region.height / (_PITCH * side))
    count = across * down
    grid = np.stack(np.meshgrid(np.arange(across), np.arange(down)), axis=-1).reshape(-1, 2)
    size = np.array([region.width, region.height])
    middle = region.center[:2] - size / 2 + (grid + 0.5) * size / np.maximum([across, down], 1)
    middle = middle + dice.uniform(-_ASTRAY, _ASTRAY, (count, 2)) * side
    shape = np.sqrt(dice.choice(_SHAPES, count))
    half = np.column_stack([shape, 1 / shape]) * side / 2
    ways = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    corners = dice.permutation(middle)[:, np.newaxis] + half[:, np.newaxis] * ways
    starts = np.dstack([corners, np.zeros(corners.shape[:2])])
    edges = segment_points(starts.reshape(-1, 3), np.roll(starts, -1, axis=1).reshape(-1, 3))
    return edges.reshape(-1, 16, 3)


class Frame(VGroup):
    """A frame around what was asked for, or around one box of the many.

    Parameters
    ----------
    region
        The frame's rectangle.
    color
        Of its line; None: gold, for what is asked for.
    """

    def __init__(self, region: Region, color: str | None = None) -> None:
        colors, width = current_theme().colors, current_theme().curve_width
        line = color or colors.gold
        lines = [
            RoundedRectangle(
                width=region.width, height=region.height, corner_radius=10 * PIXEL, stroke_color=tone,
                stroke_width=share * width, stroke_opacity=opacity,
            ).move_to(region.center)
            for tone, share, opacity in ((colors.background, 1.6, 0.8), (line, 0.8, 1.0))
        ]  # fmt: skip
        decoration(lines[0])
        super().__init__(*lines)


class Tag(VGroup):
    """What is in a frame, or what it costs, on the frame's colour, on its upper left corner.

    Parameters
    ----------
    region
        The frame's rectangle.
    name
        What is written.
    color
        Of the ground; None: gold, for what is asked for.
    size
        Of the text; None: the theme's body.
    room
        How broad the text may be, in scene units: it is broken into two rows where it is broader; None: one.

    Attributes
    ----------
    PITCH, AROUND
        How high a row is, and how much broader than its text a tag is, in em.
    """

    PITCH = 1.3
    AROUND = 0.7

    def __init__(
        self,
        region: Region,
        name: str,
        *,
        color: str | None = None,
        size: float | None = None,
        room: float | None = None,
    ) -> None:
        theme = current_theme()
        size = size or theme.type.body
        within = None if room is None else Region(0.0, 0.0, room, 2.1 * self.PITCH * size * PIXEL)
        text = Label(name, size, theme.colors.background, weight="BOLD", within=within)
        em = text.size * PIXEL
        tag = RoundedRectangle(
            width=text.width + self.AROUND * em, height=self.PITCH * len(text.rows) * em,
            corner_radius=10 * PIXEL, stroke_width=0, fill_color=color or theme.colors.gold, fill_opacity=1,
        )  # fmt: skip
        edge = 0.4 * theme.curve_width / 100
        tag.move_to(region.edge(UP + LEFT) + edge * LEFT, aligned_edge=LEFT)
        tag.shift((region.edge(UP)[1] - tag.get_bottom()[1] - edge) * UP)
        super().__init__(tag, text.set_line(tag.get_center()))
