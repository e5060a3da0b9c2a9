"""A sentence that waits for its next word: the cat that it tells of, its words, and a gold blank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat
from voiceover.errors import InputError

BLANK = "__"

_AIR = 0.26  # em between a word and a blank
_ROW = 1.22  # em from one row of words to the next
_CAT = 2.3  # em
_BESIDE = 0.4  # em between the cat and the words
_UNDER = 0.66  # em from the middle of a row down to its blank
_ROOM = 0.4  # em that a blank is wider than the word that fills it
_TOLD = 1.5  # lines, height of the row for what that word is
_LINE = 14  # px, thickness of a blank


class Blank(Drawing):
    """A gold line where a word is missing, one wide; it stands on its middle."""

    def __init__(self, width: float, *, theme: Theme | None = None) -> None:
        super().__init__(1.0, theme=theme)
        self.line([((_LINE - width) / 2, 0.0), ((width - _LINE) / 2, 0.0)], self.colors.gold, _LINE)


@dataclass(frozen=True)
class _Row:
    """Words left and right of a blank, or words alone."""

    before: str
    after: str = ""
    blank: bool = False


class Sentence(VGroup):
    """A cat, and right of it words with an empty blank, which the missing word fills when it is known.

    Parameters
    ----------
    place
        All stands in its middle, as large as fits.
    text
        With ``__`` for the blank; at a new line it may be broken.
    missing
        The word that fills the blank.
    told
        What that word is, in small print below it.

    Attributes
    ----------
    cat, words, blank
        What is seen while the word is missing.
    found, told
        The word in the blank, and what it is, which are seen when it is known.

    Raises
    ------
    InputError
        For a text without a blank, or with two.
    """

    def __init__(
        self, place: Region, text: str, missing: str, told: str, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        if text.count(BLANK) != 1:
            raise InputError(
                f"the sentence {text!r} has {text.count(BLANK)} blanks",
                where=getattr(text, "where", None),
                permitted=f"one, written as {BLANK}",
            )
        self._theme = theme
        small = theme.type.label
        print_ = _TOLD * small * PIXEL
        over = place.rows(place.height - print_, print_)[0]
        # On one line, broken where it may be, or with the blank in a row of its own: what is largest.
        ways = [_rows(str(text).replace("\n", " ")), _rows(str(text)), _rows(str(text), alone=True)]
        scales = [self._lay(rows, missing, over) for rows in ways]
        best = int(np.argmax(scales))
        self._lay(ways[best], missing, over)
        over.place(VGroup(self, self.found).scale(scales[best]))
        self.told = Label(told, small, theme.colors.text, weight="BOLD", theme=theme)
        at = np.array([self.blank.get_x(), self.get_bottom()[1] - print_ / 2, 0.0])
        self.told.set_line(place.kept(at, self.told.width))

    def _word(self, text: str) -> Label:
        return Label(text, self._theme.type.title, weight="BOLD", theme=self._theme)

    def _lay(self, rows: list[_Row], missing: str, place: Region) -> float:
        """Cat and words in the theme's own size, and by how much that fits into the place."""
        theme, em = self._theme, self._theme.type.title * PIXEL
        self.cat = Cat(_CAT * em / PIXEL, theme=theme)
        self.cat.shift(-_UNDER * em * UP - self.cat.get_corner(DOWN + LEFT))
        left = self.cat.get_right()[0] + _BESIDE * em
        self.found = self._word(missing).set_color(theme.colors.gold)
        broad = self.found.width + _ROOM * em
        words: list[Label] = []
        for up, row in enumerate(reversed(rows)):
            x, middle, laid = left, up * _ROW * em, []
            if row.before:
                laid.append(self._word(row.before).set_line(np.array([x, middle, 0.0]), LEFT))
                x = laid[0].get_right()[0] + _AIR * em
            if row.blank:
                at = np.array([x + broad / 2, middle, 0.0])
                self.blank = Blank(broad / PIXEL, theme=theme).stand(at - _UNDER * em * UP)
                self.found.set_line(at)
                if row.after:
                    end = np.array([x + broad + _AIR * em, middle, 0.0])
                    laid.append(self._word(row.after).set_line(end, LEFT))
            words = laid + words
        self.words = VGroup(*words)
        super().__init__(self.cat, self.words, self.blank)
        whole = VGroup(self, self.found)
        return float(min(place.width / whole.width, place.height / whole.height))


def _rows(text: str, *, alone: bool = False) -> list[_Row]:
    rows: list[_Row] = []
    for line in text.split("\n"):
        if BLANK not in line:
            rows.append(_Row(line.strip()))
            continue
        before, after = (part.strip() for part in line.split(BLANK))
        if before and alone:
            rows.append(_Row(before))
            before = ""
        rows.append(_Row(before, after, blank=True))
    return rows
