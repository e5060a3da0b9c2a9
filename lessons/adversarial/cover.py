"""The cover: two notes, one of them printed by a network, who inspects them, and the question which one."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from lessons.adversarial.lesson import LESSON
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.players import Inspector, rim
from lessons.adversarial.theme import THEME
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.stage import Ground
from narrated.mobjects.text import Label
from narrated.scene.still import StillScene

_GROUND = 0.1  # of the frame's height
_PITCH = 1.16  # from one row of words to the next, in em
_END = 0.06  # em from the last word to the mark of the question
# Of the inspector:
_BETWEEN = 0.52  # height between two notes, by the width of one
_REACH, _LARGEST = 0.57, 0.5  # at the right of one: room by it, where the lens is over that; it by the width
_FOOT = 0.27  # from the right edge to where it stands, by the height
Piece = tuple[str, str, float]  # words, their colour, and em before them


class Cover(StillScene):
    """A still picture, which has to work as large as a stamp.

    Attributes
    ----------
    size
        Of the words, in pixels of the design; they are smaller where they would not fit.
    """

    lesson = LESSON
    theme = THEME
    size = 320.0

    def construct(self) -> None:
        """Put the question over two notes: side by side, or one over the other."""
        frame = self.regions.frame
        horizon = frame.edge(DOWN)[1] + _GROUND * frame.height
        notes = shown_notes()
        words, picture = self.places(horizon)
        beside = frame.width > frame.height
        sides = picture.columns(1, 1, gap=0.03 * frame.width) if beside else picture.rows(1, 1, gap=0.3)
        width = min(sides[0].width, SHAPE * sides[0].height) / PIXEL
        self.add(Ground(frame, horizon))
        for note, side in zip((notes.real, notes.fake), sides, strict=True):
            # One over the other they leave room at the right.
            at = side.center if beside else side.edge(LEFT) + width * PIXEL / 2 * RIGHT
            self.add(Banknote(width, note).move_to(at))
        right = float(words.edge(RIGHT)[0])
        room = right - float(sides[0].edge(LEFT)[0]) - width * PIXEL
        high = _BETWEEN * width * PIXEL if beside else min(room / _REACH, _LARGEST * frame.width)
        inspector = Inspector(high / PIXEL, mirrored=not beside)
        inspector.stand([frame.x if beside else right - _FOOT * high, horizon, 0.0])
        self.add(rim(inspector), inspector)
        self.write(words)

    def write(self, place: Region) -> None:
        """The question, in the rows in which it is largest."""
        colors, word = self.theme.colors, self.words.word
        which = word("cover_which"), colors.text, 0.0
        fake = word("cover_fake"), colors.generator, self.theme.typography.space
        end = word("cover_end"), colors.gold, _END
        broken: list[list[list[Piece]]] = [[[which, fake, end]], [[which], [fake, end]]]
        rows = max(broken, key=lambda rows: self.fitting(rows, place))
        size = self.fitting(rows, place)
        high = _PITCH * size * PIXEL
        for k, row in enumerate(rows):
            self.add(self.line(row, size).shift(place.center + ((len(rows) - 1) / 2 - k) * high * UP))

    @staticmethod
    def line(row: Sequence[Piece], size: float) -> VGroup:
        """Words side by side, the middle of their line where the frame's is."""
        labels = [Label(text, size, color, weight="BOLD") for text, color, _ in row]
        labels[0].set_line([0.0, 0.0, 0.0])
        for (_, _, gap), former, label in zip(row[1:], labels[:-1], labels[1:], strict=True):
            label.beside(former, gap * size * PIXEL)
        line = VGroup(*labels)
        return line.shift(-float(line.get_center()[0]) * RIGHT)

    def fitting(self, rows: Sequence[Sequence[Piece]], place: Region) -> float:
        """The size at which rows of words fit a place, in pixels of the design."""
        widest = max(float(self.line(row, self.size).width) for row in rows) / self.size
        return min(self.size, place.width / widest, place.height / (len(rows) * _PITCH * PIXEL))

    def places(self, horizon: float) -> tuple[Region, Region]:
        """Where the words stand, and below them the notes."""
        safe, high = self.regions.safe, self.regions.frame.height
        top, left, right = safe.edge(UP)[1], safe.edge(LEFT)[0], safe.edge(RIGHT)[0]
        # No site's buttons lie over a cover: it is as wide at the right as at the left.
        right = max(right, -left)
        whole = Region((left + right) / 2, (top + horizon) / 2, right - left, top - horizon)
        broad = self.regions.frame.width > self.regions.frame.height
        words, picture = whole.rows(*((0.36, 0.64) if broad else (0.3, 0.7)), gap=0.02 * high)
        return words, picture
