"""Where the two notes are that the film begins with."""

from __future__ import annotations

from dataclasses import dataclass

from lessons.adversarial.pictures.banknote import SHAPE
from narrated.design.layout import PIXEL, Region

_AIR = 40  # px: the ring around the one that is asked about stays inside, and off the ground


@dataclass(frozen=True)
class Opening:
    """A line of text, and below it two notes: the real one is on its own side of the wall that is to come.

    Parameters
    ----------
    title
        Of the text.
    real, fake
        The notes' places.
    width
        Of both, in pixels of the design.
    """

    title: Region
    real: Region
    fake: Region
    width: float

    @classmethod
    def in_hero(cls, hero: Region, size: float) -> Opening:
        """The places of a format.

        Parameters
        ----------
        hero
            What of the picture is read.
        size
            Of the text, in pixels of the design.
        """
        line = 1.4 * size * PIXEL
        title, pair = hero.rows(line, hero.height - line)
        real, fake = pair.columns(1, 1, gap=0.3)[::-1] if hero.broad else pair.rows(1, 1, gap=0.3)
        return cls(title, real, fake, min(real.width, SHAPE * real.height) / PIXEL - _AIR)
