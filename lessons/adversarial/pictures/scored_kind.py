"""One kind of real notes with a bar beside it, as high as what the discriminator scores that kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DL, RIGHT, UR, RoundedRectangle, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.kinds import print_of
from lessons.adversarial.pictures.score_meter import GUESS
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import decoration

_HIGH, _WIDE = 1.75, 0.44  # the bar, by the height of the note
_GAP = 0.14  # between both, the same way
_RIM = 0.07  # around the filling
_CORNER = 0.12
_OVER = 0.4  # by which the mark at one half is wider than the bar, on either side, by the width of that
_MARK = 0.13  # how thick it is, the same way
_SEEN = 1.3  # how many times as large it is when its bar is wholly seen


class ScoredKind(VGroup):
    """A note, and beside it an upright bar from 0 to 1, which is seen while the note stands out.

    Parameters
    ----------
    kind
        Which of the kinds of notes.
    width
        Of the note, in pixels of the design.
    score
        Called on every update: from 0 to 1.
    side
        LEFT or RIGHT of the note: where the bar is.
    theme
        The look.

    Attributes
    ----------
    note, track, filling, mark
        The parts; the mark is across the bar, where one would merely guess.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> stand = ScoredKind(3, 120, lambda: 0.5, theme=THEME)
    >>> round(float(stand.filling.height / stand.track.height), 2)
    0.46
    """

    def __init__(
        self,
        kind: int,
        width: float,
        score: Callable[[], float],
        *,
        side: Vector3D = RIGHT,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors = theme.colors
        self.note = Banknote(width, print_of(kind), color=colors.real, theme=theme)
        high = float(self.note.height)
        track = RoundedRectangle(width=_WIDE * high, height=_HIGH * high, corner_radius=_CORNER * high)
        track.set_fill(colors.background, opacity=1).set_stroke(colors.muted, theme.line_width)
        self.track = decoration(track.next_to(self.note, side, buff=_GAP * high))
        self._size = 1.0
        now = detached(score)

        def inside() -> tuple[float, float, float, float]:
            low, top = track.get_corner(DL), track.get_corner(UR)
            rim = _RIM / _WIDE * (top[0] - low[0])
            return low[0] + rim, top[0] - rim, low[1] + rim, top[1] - rim

        def level(score: float) -> float:
            *_, foot, top = inside()
            return foot + float(np.clip(score, 0.0, 1.0)) * (top - foot)

        def corners() -> np.ndarray:
            left, right, foot, _ = inside()
            return _box(left, right, foot, level(now()))

        def across() -> np.ndarray:
            left, right, *_ = inside()
            over, thick, at = _OVER * (right - left), _MARK * (right - left), level(GUESS)
            return _box(left - over, right + over, at - thick, at + thick)

        self.filling = Shape(corners, colors.discriminator)
        self.mark = decoration(Shape(across, colors.text))
        self._meter = VGroup(self.track, self.filling, self.mark).set_opacity(0.0)
        super().__init__(self.note, self._meter)

    def stand_out(self, size: Callable[[], float], about: Point3D) -> None:
        """From now on be as many times as large as at first, away from a point, and larger with its bar."""
        now, fixed = detached(size), np.array(about)

        def follow(stand: Any) -> None:
            factor = now() / stand._size
            if abs(factor - 1.0) > 1e-9:
                stand.scale(factor, about_point=fixed)
                stand._size *= factor
                share = float(np.clip((stand._size - 1.0) / (_SEEN - 1.0), 0.0, 1.0))
                stand._meter.set_opacity(share)

        self.add_updater(follow)


def _box(left: float, right: float, low: float, high: float) -> np.ndarray:
    return np.array([(left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0)])
