"""A network's layers as blocks: as wide and high as they have cells, as deep as a cell has numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, UP, ManimColor, Polygon, VGroup, VMobject

from lessons.adversarial.pictures.banknote import SHAPE
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.marks import segment_points
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration, drawn

_BACK = 0.8 * np.array([0.15, 0.989, 0.0])  # a unit of depth, in units of height; in a column it is mirrored
_GAP = 30 * PIXEL
_EDGE = 8 * PIXEL  # around a block
_SHEETS = 8  # channels from one line to the next: single ones would not be seen
_TONES = 16
_DARK = 0.2  # of the way from the ground to a network's colour: a cell that gives nothing on
_TOP, _SIDE = 0.44, 0.28  # the same way: a block's other faces
_WAITS = 0.7  # the same way: the edges of a block that was not reached
_RULED = 8  # cells each way: of so many, or fewer, the lines between them are drawn


def from_least_to_most(values: np.ndarray) -> np.ndarray:
    """From 0, the least of them, to 1, the most.

    Examples
    --------
    >>> from_least_to_most(np.array([[-1.0, 0.0], [1.0, 3.0]])).tolist()
    [[0.0, 0.25], [0.5, 1.0]]
    """
    values = np.asarray(values, dtype=float)
    return np.asarray((values - values.min()) / np.ptp(values))


def _mixed(color: str, share: float) -> str:
    return ManimColor(current_theme().colors.background).interpolate(ManimColor(color), share).to_hex()


@dataclass(frozen=True, eq=False)
class Block:
    """Where one layer stands.

    Parameters
    ----------
    cells, channels
        Each way, and numbers a cell.
    front
        The face that is looked at.
    back
        The way from the front to what is behind it, shape (3,).
    """

    cells: int
    channels: int
    front: Region
    back: np.ndarray

    @property
    def text(self) -> str:
        """Width, height and depth."""
        return _text(self.cells, self.channels)

    def sheet(self, share: float) -> Region:
        """Where one of its channels is, from 0, the front, to 1, the last."""
        x, y, _ = self.front.center + share * self.back
        return replace(self.front, x=float(x), y=float(y))

    def part(self, start: float, end: float) -> Block:
        """From one of its channels to another."""
        channels = round((end - start) * self.channels)
        return Block(self.cells, channels, self.sheet(start), (end - start) * self.back)

    def drawn(self, values: Callable[[], np.ndarray], color: str) -> VGroup:
        """The block, with what its cells give on in front.

        Parameters
        ----------
        values
            Called on every update: shape (n, n) from 0 to 1, or colours, shape (n, n, 3).
        color
            The network's.
        """
        front = Raster(self.front, values, tones=_TONES, dark=_mixed(color, _DARK), light=color, edge=color)
        return VGroup(self.body(color), front, self._lines(color))

    def body(self, color: str) -> VGroup:
        """What is seen of it behind its front."""
        faces = VGroup(*(
            Polygon(*corners, stroke_width=0, fill_color=_mixed(color, light), fill_opacity=1)
            for corners, light in zip(self._sides(), (_TOP, _SIDE), strict=True)
        ))  # fmt: skip
        return VGroup(decoration(drawn(faces)), self._sheets())

    def outline(self, color: str) -> VGroup:
        """The block while it waits to be reached: empty."""
        theme, front = current_theme(), [self.front.edge(at) for at in (UP + LEFT, UP + RIGHT, DR, DL)]
        faces = VGroup(*(Polygon(*corners) for corners in (*self._sides(), front)))
        faces.set_fill(theme.colors.panel, opacity=1).set_stroke(_mixed(color, _WAITS), theme.hair_width)
        return VGroup(decoration(drawn(faces)), self._lines(_mixed(color, _WAITS)))

    def _sides(self) -> list[list[np.ndarray]]:
        """The corners of the face above and of that at the right."""
        left, right, low = self.across(0.0)
        return [[*ends, *(end + self.back for end in ends[::-1])] for ends in ((left, right), (low, right))]

    def across(self, share: float) -> np.ndarray:
        """The corners of a channel, as far as it is seen: left, right and low, shape (3, 3)."""
        corners = (self.front.edge(at) for at in (UP + LEFT, UP + RIGHT, DOWN + RIGHT))
        return np.array([corner + share * self.back for corner in corners])

    def _sheets(self) -> VMobject:
        """Lines between channels, some for all."""
        theme = current_theme()
        lines = VMobject(stroke_color=theme.colors.background, stroke_width=theme.hair_width)
        seen = [self.across(k / self.channels) for k in range(_SHEETS, self.channels, _SHEETS)]
        if seen:
            corners = np.array(seen)
            lines.set_points(segment_points(corners[:, :-1].reshape(-1, 3), corners[:, 1:].reshape(-1, 3)))
        return decoration(lines)

    def _lines(self, color: str) -> VMobject:
        """Lines between cells, where they are few."""
        lines = VMobject(stroke_color=color, stroke_width=current_theme().hair_width, stroke_opacity=0.5)
        if 1 < self.cells <= _RULED:
            (left, top, _), (right, low, _) = self.front.edge(UP + LEFT), self.front.edge(DOWN + RIGHT)
            x, y = (np.linspace(*ends, self.cells + 1)[1:-1] for ends in ((left, right), (low, top)))
            upright = [[np.array([at, end, 0.0]) for at in x] for end in (low, top)]
            level = [[np.array([end, at, 0.0]) for at in y] for end in (left, right)]
            lines.set_points(segment_points(*(np.array(a + b) for a, b in zip(upright, level, strict=True))))
        return decoration(lines)


class Chain:
    """Blocks side by side in a broad region, else one below the other, and what each of them is called.

    Every edge is as long as the square root of what it counts: so one cell is seen beside 32, and one number
    a cell beside 96.

    Parameters
    ----------
    region
        Filled by the blocks and their names, as far as that goes.
    shapes
        Cells each way, and channels, from the left or the top on; the last is one cell.
    end
        Least width of the last one's place in a row; width of what is kept at the right of a column.

    Attributes
    ----------
    row
        Whether they stand side by side.
    blocks
        Where they stand.
    end
        Where a score may stand: in a row in the last block's place, else beside all of them.
    """

    def __init__(self, region: Region, shapes: Sequence[tuple[int, int]], *, end: float) -> None:
        region = region.inset(0.0, _EDGE)
        sizes, self.row = current_theme().type, region.broad
        # At the left of a column a name takes room from its block.
        self.size = sizes.body if self.row else sizes.label
        if self.row:
            end = max(end, Label(_text(*shapes[-1]), self.size, weight="BOLD").width)
        room, self.end = region.columns(region.width - end - _GAP, end, gap=_GAP)
        place = self._in_row if self.row else self._in_column
        self.blocks: tuple[Block, ...] = tuple(place(room, shapes))

    def name(self, k: int) -> Label:
        """What one of them is called: under it in a row, at the left of it in a column."""
        front = self.blocks[k].front
        name = Label(self.blocks[k].text, self.size, weight="BOLD")
        if self.row:
            return name.set_line(front.edge(DOWN) + 0.85 * self.size * PIXEL * DOWN)
        return name.set_line(front.edge(LEFT) + 0.4 * self.size * PIXEL * LEFT, RIGHT)

    def _in_row(self, room: Region, shapes: Sequence[tuple[int, int]]) -> Iterator[Block]:
        """All stand on one line, above their names; the last in a place of its own."""
        sizes = np.array([_size(*shape, _BACK) for shape in shapes])
        unit = (room.width - (len(shapes) - 2) * _GAP) / sizes[:-1, 0].sum()
        names = 1.5 * self.size * PIXEL
        low = room.y + (names - unit * sizes[:, 1].max()) / 2
        left = room.edge(LEFT)[0]
        for shape, (wide, _) in zip(shapes[:-1], sizes, strict=False):
            yield _block(*shape, unit, left, low, _BACK)
            left += unit * wide + _GAP
        yield _block(*shapes[-1], unit, self.end.x - unit * sizes[-1, 0] / 2, low, _BACK)

    def _in_column(self, room: Region, shapes: Sequence[tuple[int, int]]) -> Iterator[Block]:
        """All begin at one line, at the right of their names; what is behind is at the right."""
        back, gaps = _BACK[[1, 0, 2]], (len(shapes) - 1) * _GAP
        sizes = np.array([_size(*shape, back) for shape in shapes])
        names = max(Label(_text(*shape), self.size, weight="BOLD").width for shape in shapes)
        names += 0.4 * self.size * PIXEL
        unit = min((room.height - gaps) / sizes[:, 1].sum(), (room.width - names) / sizes[:, 0].max())
        low = room.y + (unit * sizes[:, 1].sum() + gaps) / 2 + _GAP
        for shape, (_, high) in zip(shapes, sizes, strict=True):
            low -= unit * high + _GAP
            yield _block(*shape, unit, room.edge(LEFT)[0] + names, low, back)


def _text(cells: int, channels: int) -> str:
    return f"{cells}×{cells}×{channels}"


def _size(cells: int, channels: int, back: np.ndarray) -> np.ndarray:
    """Width and height of a block with what is seen of its depth, in units: shape (2,)."""
    return np.asarray(np.sqrt(cells) * np.array([SHAPE, 1.0]) + np.sqrt(channels) * back[:2])


def _block(cells: int, channels: int, unit: float, left: float, low: float, back: np.ndarray) -> Block:
    """A block whose front begins there."""
    high = unit * np.sqrt(cells)
    front = Region(left + SHAPE * high / 2, low + high / 2, SHAPE * high, high)
    return Block(cells, channels, front, unit * np.sqrt(channels) * back)
