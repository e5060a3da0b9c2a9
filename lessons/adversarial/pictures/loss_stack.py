"""The discriminator's loss as two blocks, one on the other, beside the inspector: on real notes, on fakes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Line, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.pictures.players import Inspector
from narrated.design.layout import PIXEL, Region, Regions
from narrated.design.theme import current_theme
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.visual_role import decoration

_TOP = 2.6  # nats from the ground to the upper edge
# Of the width: rest, gap, stack, gap, inspector; wide, and others.
_SHARES = (0.66, 0.07, 0.12, 0.01, 0.14), (0.6, 0.09, 0.16, 0.01, 0.14)
_AXIS = 1.3  # nats, at the end of the axis
_AISLE = 0.2  # of that gap, beside what needs no room for the axis of losses
_INSPECTOR = 1.02  # width of the inspector by its height
_SEAM = 5 * PIXEL  # between the two blocks


class LossStack:
    """Where the loss stands at the right of the stage, to the scale of what is drawn beside it.

    Parameters
    ----------
    regions
        Of the scene.
    name
        What is stacked, short: it stands over the stack.

    Attributes
    ----------
    horizon
        Height of the ground on which it stands.
    unit
        Height of a loss of 1 nat.
    rest
        What is left of the width, down to the ground, clear of the stack and of its axis.
    near
        The same where the stack has no axis of its own, as what stands beside it has that.
    place
        Where the blocks may stand.
    inspector, name
        What stands beside it, and over it.
    """

    def __init__(self, regions: Regions, name: str) -> None:
        hero, size = regions.hero, current_theme().type.label
        self.horizon = float(regions.stage.edge(DOWN)[1])
        read_in = hero.down_to(self.horizon)
        self.rest, gap, self.place, _, beside = read_in.columns(*_SHARES[0 if hero.broad else 1])
        more = (1 - _AISLE) * gap.width
        self.near = Region(self.rest.x + more / 2, self.rest.y, self.rest.width + more, self.rest.height)
        self.unit = read_in.height / _TOP
        high = min(beside.width / _INSPECTOR, 0.42 * read_in.height)
        self.inspector = Inspector(high / PIXEL, mirrored=True)
        self.inspector.stand([beside.x, self.horizon, 0.0])
        # The lens reaches far from the feet; it is clear of the stack.
        self.inspector.shift((beside.edge(RIGHT)[0] - self.inspector.get_right()[0]) * RIGHT)
        self.name = Label(name, size, weight="BOLD").set_line(self.place.center, ORIGIN)

    def corners(self, low: float, high: float, *, zoom: float = 1.0) -> np.ndarray:
        """Of a block from one loss to another; on another block it lets that be seen to end.

        ``zoom`` is how many times as high as at first everything is drawn.
        """
        unit = zoom * self.unit
        foot = min(low * unit + (_SEAM if low > 0 else 0.0), high * unit)
        ends = foot, foot, high * unit, high * unit
        sides = LEFT, RIGHT, RIGHT, LEFT
        return np.array(
            [(self.place.edge(x)[0], self.horizon + y, 0.0) for x, y in zip(sides, ends, strict=True)]
        )

    def renamed(self, name: str, number: Label | LiveNumber) -> Label:
        """Another name from now on, which lies on a number."""
        self.name = name_of = Label(name, self.name.em, weight="BOLD")
        # Clear of the axis at its side, where it is wider than the stack.
        edge = LEFT if name_of.width > self.place.width else ORIGIN
        return name_of.set_line(self.place.edge(edge), edge).shift(self.up_to(number))

    def axis(self) -> VGroup:
        """An axis of losses at the side of the stack: from 0 over 1 to its end."""
        theme, left = current_theme(), float(self.place.edge(LEFT)[0])
        size, muted = theme.type.label * PIXEL, theme.colors.muted
        x, mark = left - 0.25 * size, 0.25 * size

        def line(start: tuple[float, float], end: tuple[float, float]) -> Line:
            ends = (np.array([at, self.horizon + loss * self.unit, 0.0]) for at, loss in (start, end))
            return Line(*ends, color=muted, stroke_width=theme.line_width)

        lines = VGroup(line((x, 0.0), (x, _AXIS)), *(line((x - mark, v), (x, v)) for v in (0.0, 1.0)))
        ticks = VGroup(*(Tick(value) for value in (0, 1)))
        for value, tick in enumerate(ticks):
            # That of 0 stands on the ground.
            y = self.horizon + max(value * self.unit, 0.5 * size)
            tick.set_line(np.array([x - 1.5 * mark, y, 0.0]), RIGHT)
        return VGroup(decoration(lines), ticks)

    def on_top(self, number: Label | LiveNumber, loss: float, *, zoom: float = 1.0) -> Point3D:
        """Where the line of a number is that lies on a stack as high as a loss."""
        top = self.horizon + loss * zoom * self.unit
        return np.array([self.place.x, top + 0.62 * number.em * PIXEL, 0.0])

    def up_to(self, number: Label | LiveNumber) -> Vector3D:
        """How far it is for the name to lie on a number."""
        low = float(number.get_center()[1]) + 0.55 * number.em * PIXEL
        return (low - self.name.get_bottom()[1]) * UP
