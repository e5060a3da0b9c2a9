"""What a detector looks at: the many windows that it tries, and the few that it is asked for."""

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

# Side in pixels of the design, and how many windows of it stand on an area of the wide street.
_SCALES = ((46, 400), (84, 205), (150, 75), (260, 20))
_AREA = 1920 * 716
_LINE = 0.3  # opacity of a window's edge
_SHAPES = (0.6, 1.0, 1.7)  # width over height, as anchors have


class Windows(VMobject):
    """Windows of four sizes and three shapes all over a picture, drawn as one; they come one by one.

    Parameters
    ----------
    region
        Where they stand; those at its sides reach over it, unless they are to stay inside.
    shown
        Called on every update: which share of them is there, 0 to 1.
    opacity
        Called on every update: how far they still matter, 0 to 1.
    cover
        How far they hide what is behind them, 0 to 1: so many windows drown a picture.
    shift
        Called on every update: how far the picture has been moved since; None: it stays.
    inside
        Whether those at the sides stay within the region as well.
    seed
        Of their places.
    """

    def __init__(
        self,
        region: Region,
        shown: Callable[[], float],
        opacity: Callable[[], float],
        *,
        cover: float = 0.0,
        shift: Callable[[], Point3D] | None = None,
        inside: bool = False,
        seed: int = 7,
    ) -> None:
        colors, self.cover = current_theme().colors, cover
        super().__init__(stroke_color=colors.muted, stroke_width=1.5, fill_color=colors.panel)
        dice = np.random.default_rng(seed)
        share = region.width * region.height / (_AREA * PIXEL**2)
        boxes = []
        for side, many in _SCALES:
            count = round(many * share)
            shape = np.sqrt(dice.choice(_SHAPES, count))
            half = np.column_stack([shape, 1 / shape]) * side / 2 * PIXEL
            middle = dice.uniform(-0.5, 0.5, (count, 2)) * (region.width, region.height)
            # On the detector's grid, as far as they stay within the picture's height.
            pitch = side / 3 * PIXEL
            middle = np.round(middle / pitch) * pitch
            for axis, across in ((0, region.width), (1, region.height)):
                if axis or inside:
                    room = np.maximum(across / 2 - half[:, axis], 0)
                    middle[:, axis] = np.clip(middle[:, axis], -room, room)
            boxes.append(np.column_stack([middle - half, middle + half]))
        places = dice.permutation(np.concatenate(boxes))
        corners = places[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) + region.center[:2]
        starts = np.dstack([corners, np.zeros(corners.shape[:2])])
        self.outlines = segment_points(starts.reshape(-1, 3), np.roll(starts, -1, axis=1).reshape(-1, 3))
        self.count = len(places)
        self.shown, self.matter = detached(shown), detached(opacity)
        self.moved = detached(shift) if shift else None
        self.add_updater(lambda windows: windows.follow())
        self.follow()
        bleeding(decoration(self))

    def follow(self) -> None:
        """Show as many as there are now."""
        many = round(float(np.clip(self.shown(), 0, 1)) * self.count)
        points = self.outlines[: 16 * many]
        self.set_points(points + self.moved() if self.moved else points)
        matter = float(np.clip(self.matter(), 0, 1))
        self.set_stroke(opacity=_LINE * matter).set_fill(opacity=self.cover * matter)


class Frame(VGroup):
    """A frame around what was asked for, or around one window of the many.

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
    """

    def __init__(
        self, region: Region, name: str, *, color: str | None = None, size: float | None = None
    ) -> None:
        theme = current_theme()
        text = Label(name, size or theme.type.body, theme.colors.background, weight="BOLD")
        em = text.size * PIXEL
        tag = RoundedRectangle(
            width=text.width + 0.7 * em, height=1.3 * em, corner_radius=10 * PIXEL, stroke_width=0,
            fill_color=color or theme.colors.gold, fill_opacity=1,
        )  # fmt: skip
        edge = 0.4 * theme.curve_width / 100
        tag.move_to(region.edge(UP + LEFT) + edge * LEFT, aligned_edge=LEFT)
        tag.shift((region.edge(UP)[1] - tag.get_bottom()[1] - edge) * UP)
        super().__init__(tag, text.set_line(tag.get_center()))
