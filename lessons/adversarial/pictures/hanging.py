"""A note that hangs at a scale of scores, and the arrows of those who pull at it."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Vector3D

from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.score_meter import ScoreMeter
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import Shape

_WEDGE = 44 * PIXEL  # from a note to the scale
_AISLE = 62 * PIXEL  # for an arrow beside the note
_LONG = 0.46  # of an arrow, by the height of the note: it ends where that does


class Hanging(VGroup):
    """A note beside a scale, with a wedge that points to its score, which a tracker moves.

    Parameters
    ----------
    note
        It is scaled to ``width``, and moved.
    width
        In pixels of the design.
    scale
        Where it hangs.
    side
        LEFT or RIGHT of the scale.
    score
        At first.
    color
        Of the wedge, and of the frame of the note.

    Attributes
    ----------
    score
        The tracker of where it hangs.

    Examples
    --------
    >>> from manim import LEFT
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.layout import Region
    >>> scale = ScoreMeter(Region(0.0, 0.0, 0.5, 6.0), theme=THEME)
    >>> note = Banknote(300, np.zeros((2, 2)), theme=THEME)
    >>> hanging = Hanging(note, 300, scale, LEFT, 0.5, "#ffa45c")
    >>> lifted = hanging.score.set_value(1.0)
    >>> hanging = hanging.update()
    >>> bool(np.isclose(hanging.note.get_center()[1], scale.at(1.0)[1]))
    True
    """

    def __init__(
        self, note: Banknote, width: float, scale: ScoreMeter, side: Vector3D, score: float, color: str
    ) -> None:
        self.note, self.side, self.score = note, np.asarray(side), ValueTracker(score)
        note.scale(width * PIXEL / note.width).mark(color)
        at, now = detached(scale.at), self.score.get_value
        edge, half = scale.bar.width / 2 * self.side, note.width / 2 * self.side
        away = edge + _WEDGE * self.side + half

        def wedge() -> np.ndarray:
            tip = at(now()) + edge
            base = tip + _WEDGE * self.side
            aside = 0.42 * _WEDGE * np.array([0.0, 1.0, 0.0])
            return np.array([base + aside, tip, base - aside])

        super().__init__(Shape(wedge, color), note)
        note.add_updater(lambda note: note.move_to(at(now()) + away), call_updater=True)

    def pull(self, way: Vector3D, color: str) -> Pull:
        """An arrow beside the note, from the height of its middle up or down."""
        note, beside = self.note, (self.note.width / 2 + 0.6 * _AISLE) * self.side
        long = _LONG * note.height * np.asarray(way)
        return Pull(lambda: note.get_center() + beside + 0.08 * long, lambda: long, color)


def room_for_notes(between: float, scale: float) -> float:
    """How wide a note may be, in pixels, where two of them hang at a scale with arrows at their outer sides.

    Parameters
    ----------
    between
        What there is for all, in scene units.
    scale
        Width of the scale, the same.

    Examples
    --------
    >>> round(room_for_notes(1000 * PIXEL, 80 * PIXEL))
    342
    """
    return (between / 2 - scale / 2 - _WEDGE - 1.2 * _AISLE) / PIXEL
