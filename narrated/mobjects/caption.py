"""The caption band: one sentence at a time, the phrase being spoken in gold."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import DEFAULT_THEME, Theme
from narrated.mobjects.text import glyphs, path_of
from voiceover.captions import wrap

if TYPE_CHECKING:
    from voiceover.script.lines import Line


class Caption(VGroup):
    """A dark band with up to two lines of text.

    Parameters
    ----------
    region
        Where captions stand; nothing else may.
    language
        Language tag, which decides where lines may break.
    theme
        The look: colours and sizes.
    """

    def __init__(self, region: Region, language: str, *, theme: Theme = DEFAULT_THEME) -> None:
        self.region = region
        self.language = language
        self.theme = theme
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
        rows = wrap(line.caption, language=self.language, breaks=[cue.caption_offset for cue in line.cues])
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
                self.phrases[number][1].add(phrase.set_points(points - middle))
