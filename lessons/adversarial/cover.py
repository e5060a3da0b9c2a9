"""The cover: two notes, one of them printed by a network, and the question which one."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, ORIGIN, RIGHT, UP

from lessons.adversarial.lesson import LESSON
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.theme import THEME
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.stage import Ground
from narrated.mobjects.text import Label
from narrated.scene.still import StillScene

_GROUND = 0.1  # of the frame's height
_PITCH = 1.16  # from one row of words to the next, in em
Piece = tuple[str, str]  # words and their colour


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
            self.add(Banknote(width, note).move_to(side.center))
        self.write(words)

    def write(self, place: Region) -> None:
        """The question, in the rows in which it is largest."""
        colors, word = self.theme.colors, self.words.word
        which = word("cover_which"), colors.text
        fake = f"{word('cover_fake')}{word('cover_end')}", colors.generator
        broken: list[list[list[Piece]]] = [[[which, fake]], [[which], [fake]]]
        rows = max(broken, key=lambda rows: self.fitting(rows, place))
        size = self.fitting(rows, place)
        top = place.y + len(rows) * _PITCH * size * PIXEL / 2
        for k, row in enumerate(rows):
            line = Region(
                place.x, top - (k + 0.5) * _PITCH * size * PIXEL, place.width, _PITCH * size * PIXEL
            )
            pieces = [(text, size, color) for text, color in row]
            self.add(Phrase(line, pieces, edge=ORIGIN, gap=self.gap))

    @property
    def gap(self) -> float:
        """Between two pieces of a row, in em."""
        return self.theme.typography.space

    def fitting(self, rows: Sequence[Sequence[Piece]], place: Region) -> float:
        """The size at which rows of words fit a place, in pixels of the design."""
        widest = max(
            sum(Label(text, 1.0, weight="BOLD").width for text, _ in row) + self.gap * (len(row) - 1) * PIXEL
            for row in rows
        )
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
