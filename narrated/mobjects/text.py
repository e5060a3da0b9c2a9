"""Text that is cheap to draw: a whole label is one mobject, and numbers are put together from kept glyphs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, VGroup, VMobject
from manim.typing import Point3D, Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.design.outlines import outlines
from narrated.design.text_rows import PITCH, fit_text
from narrated.design.theme import Theme, current_theme
from narrated.manim_adapter.suspended_updates import StaysTrue
from narrated.mobjects.detached import detached, finite
from narrated.mobjects.live_shape import LiveShape


def glyphs(text: str, font: str, size: float, weight: str = "NORMAL") -> tuple[np.ndarray, ...]:
    """Outlines of every character of a line (empty for spaces), the middle of the line at y = 0."""
    return tuple(outline * (size * PIXEL) for outline in outlines(text, font, weight))


def path_of(outlines: tuple[np.ndarray, ...]) -> np.ndarray:
    """Several outlines as the points of one mobject."""
    return np.concatenate(outlines) if outlines else np.zeros((0, 3))


class Label(VMobject):
    """A line of text as a single mobject, placed by the middle of its line, not by its ink.

    Parameters
    ----------
    text
        One line; more of them where it is given a region.
    size
        Em square in pixels of the 1080p design (a step of ``theme.type``).
    color
        Colour of a role of the theme.
    weight
        ``NORMAL`` or ``BOLD``.
    within
        The text stands in this region, at ``edge``: it is broken into rows, and shrunk down to the theme's
        smallest size, where it would not fit.
    edge
        Of the region: LEFT, RIGHT or ORIGIN; rows are aligned there.
    theme
        The look: font, and size and colour where none is given.

    Attributes
    ----------
    rows
        What stands in each row.

    Raises
    ------
    InputError
        For a character that the theme's font cannot draw, or a text that the region cannot hold; if it is
        one of ``self.word``, with its file and key.

    Examples
    --------
    Names on one line, and a text that is broken into the rows of its region:

    >>> name = Label("huber", 80, "#7ee2a0", weight="BOLD").set_line([-2.9, 0.8, 0.0], LEFT)
    >>> kind = Label("bends no further", 42, "#a3add0").beside(name, 0.25)
    >>> text = Label(
    ...     "What is far off pulls, but no harder than what is near.",
    ...     within=Region(0, -0.5, 5.8, 1.2),
    ... )
    >>> round(float(name.line_middle), 6), len(text.rows)
    (0.8, 2)

    Notes
    -----
    Two labels side by side share a baseline when their line middles do: use :meth:`set_line` and
    :meth:`beside` instead of ``next_to``, which would align the ink.
    """

    def __init__(
        self,
        text: str,
        size: float | None = None,
        color: str | None = None,
        *,
        weight: str = "NORMAL",
        within: Region | None = None,
        edge: Vector3D = LEFT,
        theme: Theme | None = None,
        **kwargs: Any,
    ) -> None:
        theme = current_theme(theme)
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=color or theme.colors.text, **kwargs)
        self.text = text
        self.size = size or theme.type.body
        self.rows: tuple[str, ...] = (text,)
        if within is not None:
            self.rows, self.size = _fitted(text, self.size, within, theme, weight)
        points = _block(self.rows, theme.font, self.size, weight, edge)
        self.set_points(points)
        self._middle_share = 0.5
        self._span = (0, np.zeros(3))
        if len(points):
            low, high = points[:, 1].min(), points[:, 1].max()
            self._middle_share = float(-low / (high - low))
            far = int(np.linalg.norm(points - points[0], axis=1).argmax())
            self._span = (far, points[far] - points[0])
        self._drawn = len(points)
        if within is not None:
            self.set_line(within.edge(edge), edge)

    @property
    def em(self) -> float:
        """The em square in pixels of the design now, wherever the label has been scaled to."""
        points = self.points
        far, span = self._span
        if len(points) == self._drawn and span.any():
            return self.size * float(np.linalg.norm(points[far] - points[0]) / np.linalg.norm(span))
        # Other words were put in: capitals and digits, the lowest of full letters, are 0.73 em high.
        return float(np.ptp(points[:, 1])) / PIXEL / 0.73 if len(points) else self.size

    @property
    def turned(self) -> float:
        """The angle by which its line has been turned, in radians."""
        far, span = self._span
        if len(self.points) != self._drawn or not span.any():
            return 0.0
        now = self.points[far] - self.points[0]
        return float(np.arctan2(span[0] * now[1] - span[1] * now[0], span[:2] @ now[:2]))

    @property
    def line_middle(self) -> float:
        """Height of the middle of the line, wherever the label has been moved or scaled to."""
        low, high = self.get_bottom()[1], self.get_top()[1]
        return float(low + self._middle_share * (high - low))

    def set_line(self, point: Point3D, edge: Vector3D = ORIGIN) -> Label:
        """Move the label so that its line's middle is at the point's height and ``edge`` at its x."""
        self.move_to(point, aligned_edge=edge)
        self.shift(np.array([0.0, float(point[1]) - self.line_middle, 0.0]))
        return self

    def beside(self, other: Label, buff: float, direction: Vector3D = RIGHT) -> Label:
        """Stand on the same line as another label, to its right or left."""
        edge = LEFT if direction[0] > 0 else RIGHT
        x = other.get_edge_center(direction)[0] + direction[0] * buff
        return self.set_line(np.array([x, other.line_middle, 0.0]), edge)


def _fitted(
    text: str, size: float, region: Region, theme: Theme, weight: str
) -> tuple[tuple[str, ...], float]:
    fitted = fit_text(
        text,
        size,
        region.width / PIXEL,
        region.height / PIXEL,
        smallest=theme.text_sizes.smallest,
        words=theme.typography,
        font=theme.font,
        weight=weight,
    )
    return fitted.rows, fitted.size


def _block(rows: tuple[str, ...], font: str, size: float, weight: str, edge: Vector3D) -> np.ndarray:
    """Outlines of rows, one below the other, aligned at an edge; the middle of the block at y = 0."""
    lines = [path_of(glyphs(row, font, size, weight)) for row in rows]
    if len(lines) == 1:
        return lines[0]
    pitch, align = PITCH * size * PIXEL, (1 + float(edge[0])) / 2
    for index, line in enumerate(lines):
        if len(line):
            left, right = line[:, 0].min(), line[:, 0].max()
            down = (index - (len(lines) - 1) / 2) * pitch
            lines[index] = line - np.array([left + align * (right - left), down, 0.0])
    return np.concatenate(lines)


def room_beside(region: Region, other: VMobject, gap: float) -> Region:
    """What is left of a region, at its left, beside a thing that stands at its right."""
    width = region.width - other.width - gap
    return Region(region.x - (region.width - width) / 2, region.y, max(width, 0.0), region.height)


class Tick(Label):
    """A number at an axis, quiet and small.

    Parameters
    ----------
    value
        The number.
    decimals
        Digits after the point; None: as many as it needs, six in all at most.
    theme
        The look.

    Attributes
    ----------
    value
        What the text must say.

    Examples
    --------
    >>> from manim import Line
    >>> axis = Line([-2.4, 0.35, 0], [2.4, 0.35, 0], color="#6d7bab")
    >>> ticks = VGroup(*(Tick(value).set_line([2 * value, 0, 0]) for value in (-1, 0, 0.5, 1)))
    """

    def __init__(self, value: float, decimals: int | None = None, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        text = short_number(value) if decimals is None else plain_number(value, decimals)
        super().__init__(text, theme.type.small, theme.colors.muted, theme=theme)
        self.value = value


def stack(*labels: VMobject, buff: float = 0.18, edge: Vector3D = LEFT) -> VGroup:
    """Labels one below the other, aligned at an edge (``ORIGIN``: centred).

    Parameters
    ----------
    *labels
        From top to bottom.
    buff
        Between one's ink and the next one's, in scene units.
    edge
        LEFT or RIGHT, at which they are aligned; ORIGIN: their middles.

    Examples
    --------
    >>> steps = stack(Label("predict"), Label("compare"), Label("improve"), buff=0.3)
    """
    group = VGroup(*labels)
    direction = np.array([0.0, -1.0, 0.0])
    group.arrange(direction, buff=buff, aligned_edge=edge)
    return group


def plain_number(value: float, decimals: int) -> str:
    """A number as the current theme's language writes it, without a negative zero.

    Examples
    --------
    >>> plain_number(-0.001, 2), plain_number(-2.5, 1)
    ('0.00', '−2.5')
    """
    return current_theme().typography.number(value, decimals)


def short_number(value: float) -> str:
    """A number with as many digits as it needs, six at most unless it is whole.

    Examples
    --------
    >>> short_number(0.25), short_number(-2.0), short_number(0.1 + 0.2)
    ('0.25', '−2', '0.3')
    """
    rounded = value if float(value).is_integer() else float(f"{round(value, 9):.6g}")
    _, _, places = np.format_float_positional(rounded, trim="-").partition(".")
    return plain_number(rounded, len(places))


class LiveNumber(VMobject, StaysTrue):
    """A number that follows a function of the moment; digits have one width, so nothing dances.

    Parameters
    ----------
    value
        Called on every update; what it returns is what stands on the screen.
    decimals
        Digits after the point.
    template
        Text around the number, such as ``"{}%"``.
    size
        Em square in pixels of the 1080p design; None: that of the theme's numbers.
    color
        None: that of the theme's text.
    weight
        ``NORMAL`` or ``BOLD``.
    theme
        The look.
    edge
        The edge that stays where it is while the number grows: RIGHT, LEFT or ORIGIN.

    Attributes
    ----------
    shown
        The text on the screen.
    em
        Em square in pixels of the design.

    Raises
    ------
    InputError
        When the value is nan or infinite.

    Examples
    --------
    >>> from manim import ValueTracker
    >>> share = ValueTracker(0.25)
    >>> number = LiveNumber(
    ...     lambda: 100 * share.get_value(), decimals=0, template="{}%", size=140, color="#ffd700"
    ... )
    >>> number.shown
    '25%'
    >>> grow = share.animate.set_value(0.84)
    """

    def __init__(
        self,
        value: Callable[[], float],
        *,
        decimals: int = 2,
        template: str = "{}",
        size: float | None = None,
        color: str | None = None,
        weight: str = "BOLD",
        edge: Vector3D = RIGHT,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=color or theme.colors.text)
        self.value = detached(value)
        self.decimals = decimals
        self.template = template
        self.edge = np.asarray(edge, dtype=float)
        self.em = size or theme.type.number
        self._style = (theme.font, self.em, weight)
        self._anchor = np.zeros(3)
        self.shown = ""
        self.add_updater(lambda number: number.refresh())
        self.refresh()

    def refresh(self) -> LiveNumber:
        """Show the value of now."""
        value = finite(float(self.value()), "a live number", self.value)
        text = self.template.format(plain_number(value, self.decimals))
        if text != self.shown:
            self.shown = text
            self._write()
        return self

    def set_line(self, point: Point3D, edge: Vector3D | None = None) -> LiveNumber:
        """Anchor the number: its ``edge`` at the point, the middle of its line at the point's height."""
        if edge is not None:
            self.edge = np.asarray(edge, dtype=float)
        self._anchor = np.array(point, dtype=float)
        self._write()
        return self

    def shift(self, *vectors: Any) -> LiveNumber:
        """Move, anchor and all."""
        self._anchor = self._anchor + np.sum([np.asarray(v, dtype=float) for v in vectors], axis=0)
        super().shift(*vectors)
        return self

    def interpolate(self, mobject1: Any, mobject2: Any, alpha: float, path_func: Any = None) -> LiveNumber:
        """Take part in an animation with place and colour; the digits stay those of the moment."""
        self.interpolate_color(mobject1, mobject2, alpha)
        self._anchor = (1 - alpha) * mobject1._anchor + alpha * mobject2._anchor
        self._write()
        return self

    def live_shape(self) -> LiveShape:
        """Its anchor and its value, and how it is written."""
        font, size, weight = self._style
        return LiveShape(
            "number",
            self._anchor[np.newaxis].copy(),
            (float(self.value()),),
            {"em": size * PIXEL},
            {
                "decimals": self._decimals(), "template": str(self.template), "edge": float(self.edge[0]),
                "font": font, "weight": weight,
            },
        )  # fmt: skip

    def _decimals(self) -> int | str:
        return self.decimals

    def _write(self) -> None:
        points = _number_path(self.shown, *self._style)
        if not len(points):
            self.clear_points()
            return
        left, right = points[:, 0].min(), points[:, 0].max()
        width = right - left
        offset = -left - width * (1 + self.edge[0]) / 2
        self.set_points(points + self._anchor + np.array([offset, 0.0, 0.0]))


class TwoDigits(LiveNumber):
    """A live number that shrinks far: with two digits, 81, 8.1, 0.81, and no more than two decimals.

    Parameters
    ----------
    value, template, size, color, weight, edge, theme
        As of :class:`LiveNumber`.
    decimals
        Of no effect: the value decides.

    Examples
    --------
    >>> from manim import ValueTracker
    >>> share = ValueTracker(81.36)
    >>> number = TwoDigits(share.get_value, template="{}%", size=140)
    >>> number.shown
    '81%'
    >>> shrink = share.animate.set_value(0.0539)

    Now it says ``0.05%``.
    """

    def refresh(self) -> LiveNumber:
        """Show the value of now, with as many decimals as it has earned."""
        size = abs(float(self.value()))
        # Where rounding brings a digit more: 9.96 is 10.
        self.decimals = 0 if size >= 9.95 else 1 if size >= 0.995 else 2
        return super().refresh()

    def _decimals(self) -> int | str:
        return "two digits"


def number_glyphs(texts: str, font: str, weight: str) -> dict[str, np.ndarray]:
    """Outlines in em of what numbers are made of, and of the characters in ``texts``."""
    known = dict(_characters(font, weight))
    for character in sorted({*texts} - {*known, " ", "\u3000"}):
        known[character] = outlines(character, font, weight)[0]
    return known


@functools.cache
def _characters(font: str, weight: str) -> dict[str, np.ndarray]:
    """Outlines of all that numbers are made of, drawn in one go."""
    text = "0123456789.%\N{MINUS SIGN}\N{MULTIPLICATION SIGN}"
    return dict(zip(text, outlines(" ".join(text), font, weight)[::2], strict=True))


@functools.lru_cache(maxsize=4096)
def _number_path(text: str, font: str, size: float, weight: str) -> np.ndarray:
    """The outlines of a number's text with every digit on the same advance."""
    known, scale = _characters(font, weight), size * PIXEL
    digit = max(np.ptp(known[d][:, 0]) for d in "0123456789") * scale
    space = 0.07 * size * PIXEL
    pieces, x = [], 0.0
    for character in text:
        outline = known[character] if character in known else outlines(character, font, weight)[0]
        if not len(outline):
            x += digit / 2
            continue
        points = outline * scale
        left, width = points[:, 0].min(), np.ptp(points[:, 0])
        advance = digit if character.isdigit() else width
        pieces.append(points + np.array([x - left + (advance - width) / 2, 0.0, 0.0]))
        x += advance + space
    return path_of(tuple(pieces))
