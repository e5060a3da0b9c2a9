"""One still a line with its text beneath: the film on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from narrated.design.caption_rows import ROWS
from narrated.design.fonts import font_file
from narrated.encode.encoder import rgb_frame
from narrated.export.clip_reader import opened
from narrated.export.join import Pictures, joined
from narrated.export.timeline import Placed, Timeline

FONT = "Noto Sans CJK SC"
WIDTH = 2400
_COLUMNS = 4
_GAP = 24
_CELL = (WIDTH - (_COLUMNS + 1) * _GAP) // _COLUMNS
_TEXT, _TITLE = 26, 40
_PAPER, _INK, _QUIET = "#11111f", "#f2f2f2", "#00d9ff"
# Late in a line, when what it tells of has been drawn.
_AT = 0.7


def make_storyboard(
    pictures: Pictures, timeline: Timeline, captions: Sequence[Sequence[str]], target: Path
) -> None:
    """Draw the sheet from the film's pictures; ``captions`` are the rows of each line's text."""
    film = joined(pictures, timeline.fps, target.parent)
    height, places = _layout(timeline)
    sheet = Image.new("RGB", (WIDTH, height), _PAPER)
    pen = ImageDraw.Draw(sheet)
    title, text = _font(_TITLE), _font(_TEXT)
    frames = [_frame(start, end) for start, end in _spans(timeline)]
    stills = _stills(film, frames, timeline.fps, (_CELL, _still_height(timeline)))
    rows = iter(captions)
    for placed, top, cells in places:
        pen.text((_GAP, top), f"{placed.clip.name}  {placed.clip.title}", font=title, fill=_QUIET)
        for left, upper in cells:
            sheet.paste(Image.fromarray(next(stills)), (left, upper))
            for number, row in enumerate(next(rows)):
                below = upper + _still_height(timeline) + 8 + number * round(_TEXT * 1.35)
                pen.text((left, below), _fitted(row, text), font=text, fill=_INK)
    sheet.save(target, format="PNG")


def _layout(timeline: Timeline) -> tuple[int, list[tuple[Placed, int, list[tuple[int, int]]]]]:
    """Height of the sheet; for each scene its place, where its title goes, and the corners of its cells."""
    step = _still_height(timeline) + 8 + ROWS * round(_TEXT * 1.35) + _GAP
    top, places = _GAP, []
    for placed in timeline.scenes:
        first = top + round(_TITLE * 1.6)
        cells = [
            (_GAP + index % _COLUMNS * (_CELL + _GAP), first + index // _COLUMNS * step)
            for index in range(len(placed.clip.lines))
        ]
        places.append((placed, top, cells))
        top = first + -(-len(cells) // _COLUMNS) * step
    return top, places


def _still_height(timeline: Timeline) -> int:
    clip = timeline.scenes[0].clip
    return _CELL * clip.height // clip.width


def _spans(timeline: Timeline) -> list[tuple[int, int]]:
    return [(placed.start + line.start, placed.start + line.end) for placed, line in timeline.lines()]


def _frame(start: int, end: int) -> int:
    return start + int(_AT * (end - start))


def _stills(
    film: Path, frames: Sequence[int], fps: int, size: tuple[int, int]
) -> Iterator[npt.NDArray[np.uint8]]:
    with opened(film) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        for frame in frames:
            wanted = round(frame / fps / stream.time_base)
            container.seek(wanted, stream=stream, backward=True)
            yield next(
                rgb_frame(found, size)
                for found in container.decode(stream)
                if found.pts is not None and found.pts >= wanted
            )


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text, shortened where it is wider than a cell."""
    if font.getlength(text) <= _CELL:
        return text
    while text and font.getlength(f"{text}…") > _CELL:
        text = text[:-1]
    return f"{text}…"


def _font(size: int) -> ImageFont.FreeTypeFont:
    path, index = font_file(FONT)
    return ImageFont.truetype(str(path), size, index=index)
