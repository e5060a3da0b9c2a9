"""The caption band: one sentence at a time, the phrase being spoken in gold."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from narrated.design.caption_rows import CaptionSpace, rows_of
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import glyphs, path_of

if TYPE_CHECKING:
    from voiceover.script.lines import Line


_PADDING = 28 * PIXEL  # between the ends of the band and the text


def caption_space(region: Region, theme: Theme) -> CaptionSpace:
    """The room that captions have in a band."""
    width = (region.width - 2 * _PADDING) / PIXEL
    return CaptionSpace(width, theme.setting.caption_rows, theme.type.caption, theme.font, theme.words)


class Caption(VGroup):
    """A dark band with as many rows of text as the format permits.

    Parameters
    ----------
    region
        Where captions stand; nothing else may.
    theme
        The look: colours, sizes, and where the language breaks a row; None: the current one.

    Attributes
    ----------
    rows
        What stands in the band.
    """

    def __init__(self, region: Region, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        self.region = region
        self.theme = theme
        self.space = caption_space(region, theme)
        self.rows: tuple[str, ...] = ()
        self.band = RoundedRectangle(
            width=region.width,
            height=region.height,
            corner_radius=theme.corner * 1.5,
            stroke_width=0,
            fill_color=theme.colors.caption_band,
            fill_opacity=1,
        ).move_to(region.center)
        super().__init__(self.band)
        self.phrases: list[tuple[str, VGroup]] = []

    def say(self, line: Line) -> None:
        """Put a line of the script into the band, no phrase marked yet."""
        self.clear_text()
        self.rows = rows = rows_of(line, self.space)
        starts = [0, *(cue.caption_offset for cue in line.cues), len(line.caption)]
        names = ["", *(cue.name for cue in line.cues)]
        pitch = self.theme.type.caption * 1.32 * PIXEL
        top = self.region.center[1] + pitch * (len(rows) - 1) / 2
        self.phrases = [(name, VGroup()) for name in names]
        position = 0
        for index, row in enumerate(rows):
            # A row may have lost the space at which it was broken.
            position = line.caption.index(row, position)
            pieces = []
            for number, (start, end) in enumerate(itertools.pairwise(starts)):
                a, b = max(start, position), min(end, position + len(row))
                if a < b:
                    pieces.append((number, line.caption[a:b]))
            self._set_row(pieces, self.region.center[0], top - index * pitch)
            position += len(row)
        self.add(*(phrase for _, phrase in self.phrases))

    def mark(self, cue: str) -> None:
        """Mark the phrase that a cue begins; the one before returns to white."""
        for name, phrase in self.phrases:
            phrase.set_fill(self.theme.colors.gold if name == cue else self.theme.colors.text)

    def clear_text(self) -> None:
        """Empty the band."""
        for _, phrase in self.phrases:
            self.remove(phrase)
        self.phrases = []

    def _set_row(self, pieces: list[tuple[int, str]], x: float, y: float) -> None:
        theme = self.theme
        row = glyphs("".join(piece for _, piece in pieces), theme.font, theme.type.caption)
        ink = path_of(row)
        middle = np.array([(ink[:, 0].min() + ink[:, 0].max()) / 2 - x, -y, 0.0])
        first = 0
        for number, piece in pieces:
            points = path_of(row[first : first + len(piece)])
            first += len(piece)
            if len(points):
                phrase = VMobject(stroke_width=0, fill_opacity=1, fill_color=theme.colors.text)
                vars(phrase).update(em=theme.type.caption)  # its ink does not tell: "in" has no capital
                self.phrases[number][1].add(phrase.set_points(points - middle))
