"""Captions: a sentence, or a page of it, in a dark pill, the phrase being spoken in bold gold."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, Mobject, RoundedRectangle, VGroup, VMobject

from narrated.design.caption_rows import CLAUSE_END, ROWS, CaptionSpace, Page, Speech, pages_of
from narrated.design.layout import PIXEL, Region
from narrated.design.outlines import advance
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import glyphs, path_of

if TYPE_CHECKING:
    from voiceover.script.lines import Line


# Of the pill around the ink, in em: at the ends, above and below, and the radius of its corners.
_ENDS, _ABOVE, _CORNER = 0.62, 0.3, 0.62
_PITCH = 1.36  # from one row to the next, in em
_MIDDLE = 0.56  # of a row: its ink lies lower than the middle between a font's ascender and descender
_AIR = 0.4  # above a pill that is not crowded, in em


def caption_space(region: Region, theme: Theme) -> CaptionSpace:
    """The room that captions have in a region."""
    size = theme.type.caption
    width, height = region.width / PIXEL - 2 * _ENDS * size, region.height / PIXEL / size
    calm = int((height - 1 - 2 * _ABOVE - _AIR) / _PITCH) + 1
    return CaptionSpace(width, ROWS, size, theme.font, theme.typography, calm)


class Caption(VGroup):
    """Rows of text at the bottom of a region, in a pill that hugs them; nothing where nothing is said.

    Parameters
    ----------
    region
        Where captions stand; nothing else may.
    theme
        The look: colours, sizes, and where the language breaks a row; None: the current one.

    Attributes
    ----------
    pages
        What is shown of the line, one after the other; most have one.
    rows
        What stands there.
    band
        The pill.

    Examples
    --------
    Scenes have one and speak to it; by itself it takes a line of a script:

    >>> from voiceover.script.lines import Cue, Line
    >>> text = "Squares count large errors more."
    >>> line = Line("mse", text, text, text, (Cue("more", 14, 14),))
    >>> caption = Caption(Region(0, 0, 10.0, 1.4))
    >>> caption.say(line)
    >>> caption.mark("more")
    >>> caption.rows
    ('Squares count large errors more.',)
    """

    def __init__(self, region: Region, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        self.region = region
        self.theme = theme
        self.space = caption_space(region, theme)
        self.rows: tuple[str, ...] = ()
        self.pages: tuple[Page, ...] = ()
        self.band = VMobject(stroke_width=0, fill_color=theme.colors.caption_band, fill_opacity=1)
        super().__init__(self.band)
        self._set: list[tuple[list[_Phrase], np.ndarray]] = []

    def say(self, line: Line, speech: Speech | None = None) -> None:
        """Show the first page of a line of the script, no phrase marked yet."""
        self.clear_text()
        self.pages = pages_of(line, self.space, speech)
        for page in self.pages:
            self._set_page(line, page)
        # All of them, seen or not: what a movement shows is gathered when it begins.
        self.add(*(phrase for phrases, _ in self._set for phrase in phrases))
        self.turn_to(0)

    def turn_to(self, number: int) -> None:
        """Show another page of the line."""
        self.rows = self.pages[number].rows
        for index, (phrases, pill) in enumerate(self._set):
            for phrase in phrases:
                phrase.set_fill(opacity=float(index == number))
            if index == number:
                self.band.set_points(pill)

    def turn_meanwhile(self, first: int, seconds: Sequence[float]) -> None:
        """Turn to pages during the movement that begins now, until `clear_updaters`.

        Parameters
        ----------
        first
            The number of the first of them.
        seconds
            For each, how long from now it begins.
        """
        elapsed, shown = 0.0, first - 1

        def turn(_: Mobject, dt: float) -> None:
            nonlocal elapsed, shown
            elapsed += dt
            # A frame's own time is its end.
            if (due := first - 1 + sum(elapsed > at for at in seconds)) != shown:
                shown = due
                self.turn_to(shown)

        self.add_updater(turn)

    def mark(self, cue: str) -> None:
        """Mark the phrase that a cue begins, to the end of its clauses; the one before is as it was."""
        for phrases, _ in self._set:
            for phrase in phrases:
                phrase.mark(bool(cue) and phrase.name == cue)

    def clear_text(self) -> None:
        """Show nothing."""
        self.clear_updaters()
        self.remove(*(phrase for phrases, _ in self._set for phrase in phrases))
        self.band.clear_points()
        self.pages, self.rows, self._set = (), (), []

    def _set_page(self, line: Line, page: Page) -> None:
        """Set the phrases of a page, and its pill."""
        em = self.theme.type.caption * PIXEL
        middle, low = self.region.center[0], self.region.edge(DOWN)[1]
        parts = [(name, start, stop) for name, start, stop in _phrases_of(line) if start < stop]
        phrases = [_Phrase(name, self.theme) for name, _, _ in parts]
        position, widest = page.start, 0.0
        for index, row in enumerate(page.rows):
            # A row may have lost the space at which it was broken.
            position = line.caption.index(row, position)
            pieces = []
            for phrase, (_, start, end) in zip(phrases, parts, strict=True):
                a, b = max(start, position), min(end, position + len(row))
                if a < b:
                    pieces.append((phrase, line.caption[a:b]))
            above = len(page.rows) - 1 - index
            y = low + (_ABOVE + _MIDDLE + _PITCH * above) * em
            widest = max(widest, self._set_row(pieces, middle, y))
            position += len(row)
        height = (_PITCH * (len(page.rows) - 1) + 1 + 2 * _ABOVE) * em
        pill = RoundedRectangle(
            width=widest + 2 * _ENDS * em, height=height, corner_radius=min(height / 2, _CORNER * em)
        )
        self._set.append((phrases, pill.move_to((middle, low + height / 2, 0.0)).points))

    def _set_row(self, pieces: Sequence[tuple[_Phrase, str]], x: float, y: float) -> float:
        """Set a row around a place; return how wide its ink is."""
        theme, size, at = self.theme, self.theme.type.caption, 0.0
        placed = []
        for phrase, text in pieces:
            plain, bold = (glyphs(text, theme.font, size, weight) for weight in ("NORMAL", "BOLD"))
            if phrase.name:
                # A line stays where it is when a phrase of it turns bold, which may be wider: letter by
                # letter, so that no gap shows.
                plain = tuple(itertools.starmap(_in_the_middle_of, zip(bold, plain, strict=True)))
            both = [path_of(outlines) + np.array([at, 0.0, 0.0]) for outlines in (plain, bold)]
            placed.append((phrase, both))
            at += advance(text, theme.font, "BOLD" if phrase.name else "NORMAL") * size * PIXEL
        ink = np.concatenate(
            [points[:, 0] for phrase, both in placed for points in both[: 1 + bool(phrase.name)]]
        )
        left, right = ink.min(), ink.max()
        for phrase, both in placed:
            phrase.add_row(*(points + np.array([x - (left + right) / 2, y, 0.0]) for points in both))
        return float(right - left)


def _phrases_of(line: Line) -> Iterator[tuple[str, int, int]]:
    """The parts of a caption: the cue that begins each, or none, and from where to where it stands.

    What a cue begins ends with its last whole clause: what is left before the next cue leads up to that one
    and would break off in the middle ("and turns it into").
    """
    text = line.caption
    starts = [*(cue.caption_offset for cue in line.cues), len(text)]
    yield "", 0, starts[0]
    for cue, (start, end) in zip(line.cues, itertools.pairwise(starts), strict=True):
        clauses = list(CLAUSE_END.finditer(text, start, end)) if end < len(text) else []
        stop = clauses[-1].end() if clauses else end
        yield cue.name, start, stop
        yield "", stop, end


def _in_the_middle_of(other: np.ndarray, outline: np.ndarray) -> np.ndarray:
    """An outline, moved sideways to where another one of the same character stands."""
    if not len(outline) or not len(other):
        return outline
    middle, its = (np.array([ink[:, 0].min() + ink[:, 0].max(), 0.0, 0.0]) / 2 for ink in (other, outline))
    return outline + middle - its


class _Phrase(VGroup):
    """What a cue begins, in both weights; a part of it stands in each row that it reaches."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name, self.theme = name, theme
        self.weights: list[tuple[VMobject, tuple[np.ndarray, np.ndarray]]] = []

    def add_row(self, plain: np.ndarray, bold: np.ndarray) -> None:
        if len(plain):
            part = VMobject(stroke_width=0, fill_opacity=1, fill_color=self.theme.colors.text)
            vars(part).update(em=self.theme.type.caption)  # its ink does not tell: "in" has no capital
            self.weights.append((part.set_points(plain), (plain, bold)))
            self.add(part)

    def mark(self, spoken: bool) -> None:
        for part, weights in self.weights:
            part.set_points(weights[spoken])
            part.set_fill(self.theme.colors.gold if spoken else self.theme.colors.text)
