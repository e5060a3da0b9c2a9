"""A sentence that waits for its next word: a gold blank, and the cat that it tells of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import LEFT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat
from voiceover.errors import InputError

BLANK = "__"

_AIR = 0.26  # em between a word and a blank
_ROW = 1.22  # em from one row of words to the next
_CAT = 2.2  # em
_RATHER = 0.8  # how small words may be, by those above a blank in a row of its own, to stand beside it
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
    """Words with a blank, a cat before them, and the word that fills it.

    Parameters
    ----------
    place
        All stands at its upper left corner, as large as fits.
    text
        With ``__`` for the blank; a new line begins a row.
    missing
        The word that fills the blank.

    Attributes
    ----------
    words, blank, cat
        What is seen while the word is missing.
    found
        The word, which is seen when it has been found.

    Raises
    ------
    InputError
        For a text without a blank, or with two.
    """

    def __init__(self, place: Region, text: str, missing: str, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        if text.count(BLANK) != 1:
            raise InputError(
                f"the sentence {text!r} has {text.count(BLANK)} blanks",
                where=getattr(text, "where", None),
                permitted=f"one, written as {BLANK}",
            )
        self._theme = theme
        # The blank at the end of its words, or in a row of its own where that leaves them much larger.
        scales = []
        for alone in (False, True):
            self._lay(place, _rows(str(text), alone=alone), missing)
            broad = self.get_right()[0] - place.edge(LEFT)[0]
            scales.append(min(place.width / broad, place.height / self.height, 1.0))
        beside, scale = scales[0] >= _RATHER * scales[1], scales[1]
        if beside:
            self._lay(place, _rows(str(text), alone=False), missing)
            scale = scales[0]
        corner = place.edge(UP + LEFT)
        VGroup(self, self.found).scale(scale, about_point=corner)

    def _word(self, text: str) -> Label:
        return Label(text, self._theme.type.title, weight="BOLD", theme=self._theme)

    def _lay(self, place: Region, rows: list[_Row], missing: str) -> None:
        """Words and cat in the theme's own size."""
        theme, em, high = self._theme, self._theme.type.title * PIXEL, _CAT * self._theme.type.title * PIXEL
        left, top, _ = place.edge(UP + LEFT)
        self.cat = Cat(high / PIXEL, theme=theme)
        begin = left + self.cat.width + _AIR * em
        self.words = VGroup()
        self.found = self._word(missing).set_color(theme.colors.gold)
        broad = self.found.width + 0.5 * em
        # The last row stands where the cat sits.
        low = max(high, (len(rows) - 0.2) * _ROW * em)
        middle = top - low + (0.5 + _ROW * (len(rows) - 1)) * em
        for row in rows:
            x = begin
            if row.before:
                label = self._word(row.before).set_line(np.array([x, middle, 0.0]), LEFT)
                self.words.add(label)
                x = label.get_right()[0] + _AIR * em
            if row.blank:
                at = x + broad / 2
                self.blank = Blank(broad / PIXEL, theme=theme).stand((at, middle - 0.62 * em, 0.0))
                self.found.set_line(np.array([at, middle, 0.0]))
                x += broad + _AIR * em
                if row.after:
                    label = self._word(row.after).set_line(np.array([x, middle, 0.0]), LEFT)
                    self.words.add(label)
            middle -= _ROW * em
        self.cat.stand((left + self.cat.width / 2, top - low, 0.0))
        super().__init__(self.words, self.blank, self.cat)


def _rows(text: str, *, alone: bool) -> list[_Row]:
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
