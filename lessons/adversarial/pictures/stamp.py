"""A word that is stamped on what it is said of."""

from __future__ import annotations

from manim import ORIGIN, PI, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL
from narrated.design.theme import current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, drawn

_ROUND = 0.7, 1.5  # of the plate: wider than its word by this, and as high, in em of that
_TURNED = PI / 30


class Stamp(VGroup):
    """A plate with a word on it, a little askew.

    Parameters
    ----------
    word
        What it says.
    fill, edge
        Colours of the plate and of its rim.
    width
        Of the rim's stroke.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> word = Label("FAKE", 112, "#ffa45c")
    >>> stamp = Stamp(word, fill="#1a1a2e", edge="#ffa45c", width=10.0)
    >>> bool(stamp.width > word.width)
    True
    """

    def __init__(self, word: Label, *, fill: str, edge: str, width: float) -> None:
        em = word.em * PIXEL
        plate = RoundedRectangle(
            width=word.width + _ROUND[0] * em, height=_ROUND[1] * em, corner_radius=current_theme().corner
        )
        plate.set_stroke(edge, width).set_fill(fill, opacity=1)
        super().__init__(drawn(plate), word.set_line(plate.get_center(), ORIGIN))
        bleeding(self.rotate(_TURNED))
