"""A note that hangs at a scale of scores, and the arrows of those who pull at it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, VGroup
from manim.typing import Point3D, Vector3D

from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.score_meter import ScoreMeter
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, LiveNumber

_WEDGE = 44 * PIXEL  # from a note to the scale
AISLE = 62 * PIXEL
"""For an arrow beside the note."""
LINE = 0.75
"""From a note to the middle of the line beside it, by the height of what is written."""
_LONG = 0.46  # of an arrow, by the height of the note: it ends where that does


class Hanging(VGroup):
    """A note beside a scale, with a wedge that points to its score, and that in digits.

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
    beside
        UP or DOWN: where its score stands in digits.
    score
        Called on every update: where it hangs.
    color
        Of the wedge, and of the frame of the note.
    name
        What that number is called.

    Attributes
    ----------
    told
        The wedge, and the score in digits over or below the note.

    Examples
    --------
    >>> from manim import LEFT, UP
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.layout import Region
    >>> scale = ScoreMeter(Region(0.0, 0.0, 0.5, 6.0), theme=THEME)
    >>> note = Banknote(300, np.zeros((2, 2)), theme=THEME)
    >>> hanging = Hanging(note, 300, scale, LEFT, UP, score=lambda: 0.75, color="#ffa45c", name="score")
    >>> bool(np.isclose(hanging.note.get_center()[1], scale.at(0.75)[1]))
    True
    """

    def __init__(
        self,
        note: Banknote,
        width: float,
        scale: ScoreMeter,
        side: Vector3D,
        beside: Vector3D,
        *,
        score: Callable[[], float],
        color: str,
        name: str,
    ) -> None:
        self.note, self.side = note, np.asarray(side)
        note.scale(width * PIXEL / note.width).mark(color)
        at, now = detached(scale.at), detached(score)
        edge, half = scale.bar.width / 2 * self.side, note.width / 2 * self.side
        away = edge + _WEDGE * self.side + half

        def wedge() -> np.ndarray:
            tip = at(now()) + edge
            base = tip + _WEDGE * self.side
            aside = 0.42 * _WEDGE * np.array([0.0, 1.0, 0.0])
            return np.array([base + aside, tip, base - aside])

        self.told = VGroup(Shape(wedge, color), *_line(note, beside, name, now))
        super().__init__(self.told, note)
        note.add_updater(lambda note: note.move_to(at(now()) + away), call_updater=True)

    def pull(self, way: Vector3D, color: str) -> Pull:
        """An arrow beside the note, from the height of its middle up or down."""
        note, beside = self.note, (self.note.width / 2 + 0.6 * AISLE) * self.side
        long = _LONG * note.height * np.asarray(way)
        return Pull(lambda: note.get_center() + beside + 0.08 * long, lambda: long, color)


def _line(
    note: Banknote, beside: Vector3D, name: str, score: Callable[[], float]
) -> tuple[Label, LiveNumber]:
    """A name and the score of the moment, in one line that stays over or below a note."""
    theme = note.theme
    size, color = theme.type.body, theme.colors.discriminator

    def parts() -> tuple[Label, LiveNumber, float]:
        word = Label(name, size, color, weight="BOLD", theme=theme)
        number = LiveNumber(score, decimals=2, size=size, color=color, edge=LEFT, theme=theme)
        return word, number, float(word.width + number.width) + 0.4 * size * PIXEL

    # No wider than the note.
    size *= min(1.0, float(note.width) / parts()[2])
    word, number, wide = parts()
    half, gap = wide / 2, 0.4 * size * PIXEL
    start, then = half * LEFT, (float(word.width) + gap - half) * RIGHT

    def line() -> Point3D:
        middle: Point3D = note.get_edge_center(beside) + LINE * size * PIXEL * np.asarray(beside)
        return middle

    word.add_updater(lambda word: word.set_line(line() + start, LEFT))
    number.add_updater(lambda number: number.set_line(line() + then, LEFT))
    return word, number


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
    return (between / 2 - scale / 2 - _WEDGE - 1.2 * AISLE) / PIXEL
