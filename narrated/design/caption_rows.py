"""A caption in rows: by meaning, and as wide as it really is. Light: no manim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from narrated.design.outlines import advance
from narrated.design.text_rows import break_rows
from narrated.design.typography import Typography
from voiceover.errors import InputError, excerpt
from voiceover.script.lines import Line
from voiceover.text_metrics import single_spaced


@dataclass(frozen=True)
class CaptionSpace:
    """The room that captions have.

    Parameters
    ----------
    width
        Of a row, in pixels of the design.
    rows
        How many there may be.
    size
        The em square in pixels of the design.
    font
        A family's name.
    words
        How the language is set.
    """

    width: float
    rows: int
    size: float
    font: str
    typography: Typography

    @property
    def row(self) -> float:
        """Width of a row in em: the picture's, or less where the language asks for shorter ones."""
        return min(self.width / self.size, self.typography.row_em)


def caption_rows(text: str, space: CaptionSpace, breaks: Sequence[int] = ()) -> list[str]:
    """``text`` in as few rows as it needs, ended after punctuation where possible, then between phrases.

    Parameters
    ----------
    text
        A caption without bookmarks.
    space
        The room there is.
    breaks
        Offsets in the text (the cues) at which a row may end rather than between any two phrases.

    Raises
    ------
    InputError
        If the rows do not hold the text, with the pixels that are needed and there.
    """
    text = single_spaced(text)
    # Bold, as it is set while it is spoken.
    rows = break_rows(text, space.typography, space.rows, space.row, space.font, "BOLD", cues=breaks)
    if rows is not None:
        return rows
    long = advance(text, space.font, "BOLD") * space.size
    raise InputError(
        f"caption {excerpt(text, 90)} is {long:.0f} px long and does not fit",
        permitted=f"{space.rows} rows of {space.row * space.size:.0f} px, broken between words",
        remedy="shorten the sentence, or make two lines of it",
    )


def rows_of(line: Line, space: CaptionSpace) -> tuple[str, ...]:
    """The rows of a script's line; an `InputError` names its place in the script."""
    try:
        return tuple(caption_rows(line.caption, space, [cue.caption_offset for cue in line.cues]))
    except InputError as error:
        raise error.at(line.where) from None
