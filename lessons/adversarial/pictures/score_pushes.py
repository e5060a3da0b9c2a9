"""What the discriminator tells the generator: at each of some fakes, which way its score rises."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from manim import RIGHT, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.pictures.tangent import tangent
from narrated.design.layout import PIXEL
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DashedLines, Segments
from narrated.mobjects.plot import Function
from narrated.mobjects.pull import Pull
from narrated.mobjects.relations import driven_by
from narrated.mobjects.visual_role import decoration

_NOTE = 0.34, 40  # width of a small note, in units of the axis of ink; but in pixels no less
_TANGENT = 2.2  # length of a tangent, in widths of a note
_NEAR = 0.02  # units of the axis: to both sides of a place, for the tilt of the curve there


class SmallNote(Drawing):
    """A note so small that only its shape is seen, with a dark edge to stand out from its hill.

    Parameters
    ----------
    width
        In pixels of the design, with its edge.
    color
        Of its paper.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> note = SmallNote(54, THEME.colors.generator, theme=THEME)
    >>> round(float(note.width / note.height), 2)
    1.42
    """

    def __init__(self, width: float, color: str, **style: Any) -> None:
        super().__init__(width / 54, **style)
        dark = self.colors.background
        self.box(-27, -19, 54, 38, dark, radius=7)
        self.box(-23, -15, 46, 30, color, radius=4)
        self.oval(0, 0, 8, None, dark)


class ScorePushes(VGroup):
    """Fakes on their hill, each below the place of the curve of D that rates it, and the push that it gets.

    How steep the curve is over a fake is seen at a tangent. From there a line comes down to the fake, where
    an arrow grows along the axis of ink. All have one scale: ``reach`` units of it for a push of 1.

    Parameters
    ----------
    hills
        The hill of the fakes and the curve of D of the moment.
    places
        Called on every update: where the fakes are on the axis of ink, shape (n,).
    density, score
        Called on every update: that of the fakes, and D; elementwise.
    push
        Called on every update, elementwise: how hard the goal pushes a fake, negative to the left.
    told
        Called on every update: how far it has been told, 0 to 1; halfway the lines have come to the fakes.
    reach
        Length of an arrow for a push of 1, in units of the axis of ink.

    Attributes
    ----------
    tangents, stems, arrows, fakes
        The parts.
    """

    def __init__(
        self,
        hills: Hills,
        *,
        places: Callable[[], np.ndarray],
        density: Callable[[], Function],
        score: Callable[[], Function],
        push: Callable[[], Function],
        told: Callable[[], float],
        reach: float,
    ) -> None:
        theme = current_theme()
        colors = theme.colors
        sky, land = hills.sky, hills.land
        unit = float((land.c2p(1.0, 0.0) - land.c2p(0.0, 0.0))[0])
        wide = max(_NOTE[0] * unit, _NOTE[1] * PIXEL)
        count = len(places())

        def above(k: int) -> Point3D:
            at = float(places()[k])
            return sky.c2p(at, float(score()(at)))

        def below(k: int) -> Point3D:
            at = float(places()[k])
            return land.c2p(at, float(density()(at)))

        def tangents() -> np.ndarray:
            curve, half = score(), 0.5 * _TANGENT * wide

            def point(x: float) -> Point3D:
                return sky.c2p(x, float(curve(np.array(x))))

            ends = (tangent(point, float(x), half=half, near=_NEAR) for x in places())
            return np.array([(*sky.p2c(start), *sky.p2c(end)) for start, end in ends])

        def way(k: int) -> Vector3D:
            grown = max(2.0 * told() - 1.0, 0.0)
            return grown * reach * unit * float(push()(float(places()[k]))) * RIGHT

        def tail(k: int) -> Point3D:
            return below(k) + 0.5 * wide * np.sign(way(k)[0]) * RIGHT

        def stems() -> np.ndarray:
            come = min(2.0 * told(), 1.0)
            tops = [(above(k), below(k)) for k in range(count)]
            return np.array([(*land.p2c(top), *land.p2c(top + come * (foot - top))) for top, foot in tops])

        self.tangents = decoration(Segments(sky, tangents, colors.gold, width=1.3 * theme.curve_width))
        self.stems = decoration(DashedLines(land, stems, colors.discriminator))
        self.arrows = VGroup(*(Pull(partial(tail, k), partial(way, k), colors.gold) for k in range(count)))
        self.fakes = VGroup()
        for k, arrow in enumerate(self.arrows):
            fake = driven_by(SmallNote(wide / PIXEL, colors.generator), arrow)
            fake.add_updater(partial(_lie, where=detached(partial(below, k))), call_updater=True)
            self.fakes.add(fake)
        super().__init__(self.stems, self.tangents, self.arrows, self.fakes)


def _lie(note: Any, *, where: Callable[[], Point3D]) -> None:
    note.move_to(where())
