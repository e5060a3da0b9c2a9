"""A straight boundary in the plane that follows a function: bands of equal score, and lines of one score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from manim import Mobject, VGroup, VMobject

from loss_scenes.pictures.rims import rim_about
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.live_shape import LiveShape
from narrated.mobjects.marks import on_plot, polygon_points, segment_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import bleeding, decoration

Boundary = Callable[[], tuple[np.ndarray, float]]
"""Gives weights and bias of the moment; the score of a point is weights . point + bias."""


def cut(corners: np.ndarray, weights: np.ndarray, bias: float) -> np.ndarray:
    """The part of a convex polygon where the score is not negative.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    >>> cut(square, np.array([1.0, 0.0]), -1.0).tolist()
    [[1.0, 0.0], [2.0, 0.0], [2.0, 2.0], [1.0, 2.0]]
    """
    kept: list[np.ndarray] = []
    scores = corners @ weights + bias
    for here, there, s, t in zip(
        corners, np.roll(corners, -1, axis=0), scores, np.roll(scores, -1), strict=True
    ):
        if s >= 0:
            kept.append(here)
        if (s >= 0) != (t >= 0):
            kept.append(here + s / (s - t) * (there - here))
    return np.array(kept).reshape(-1, 2)


def corners_of(plot: Plot) -> np.ndarray:
    """The corners of what a plot shows, counter-clockwise from the lower left."""
    (x0, x1), (y0, y1) = plot.x_range, plot.y_range
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=float)


class ScoreBands(VGroup):
    """Stripes between scores, each with its colour: the regions that a linear score cuts a plot into.

    Parameters
    ----------
    plot
        Where they lie; clipped to its ranges.
    boundary
        Weights and bias of the moment.
    edges
        Scores at which the colour changes, increasing; may begin and end with infinities.
    colors, opacities
        One for each stripe between neighbouring edges.
    """

    def __init__(
        self,
        plot: Plot,
        boundary: Boundary,
        edges: Sequence[float],
        colors: Sequence[str],
        opacities: Sequence[float],
    ) -> None:
        self.boundary, self.place = detached(boundary), detached(on_plot(plot))
        self.frame = corners_of(plot)
        self.edges = [float(edge) for edge in edges]
        super().__init__(
            *(
                _Stripe(stroke_width=0, fill_color=color, fill_opacity=opacity)
                for color, opacity in zip(colors, opacities, strict=True)
            )
        )
        self.add_updater(lambda bands: bands.follow())
        self.follow()

    def follow(self) -> None:
        """Cut the plot where the scores are now."""
        weights, bias = self.boundary()
        stripes = cast(list[_Stripe], self.submobjects)
        for stripe, low, high in zip(stripes, self.edges, self.edges[1:], strict=False):
            corners = self.frame
            if np.isfinite(low):
                corners = cut(corners, weights, bias - low)
            if np.isfinite(high) and len(corners):
                corners = cut(corners, -weights, high - bias)
            stripe.set_points(polygon_points(self.place(corners)) if len(corners) else np.zeros((0, 3)))
            stripe.clip = clip_of(self.place(self.frame))
            stripe.corners = self.place(_stripe(self.frame, weights, bias, low, high))


def clip_of(corners: np.ndarray) -> tuple[float, float, float, float]:
    """Left, low, right and high of scene points."""
    (left, low), (right, high) = corners[:, :2].min(axis=0), corners[:, :2].max(axis=0)
    return float(left), float(low), float(right), float(high)


def _across(frame: np.ndarray, weights: np.ndarray, bias: float, score: float) -> np.ndarray:
    """Two points of the line on which the score has one value, either side of the plot."""
    size, middle = float(np.hypot(*weights)), frame.mean(axis=0)
    normal, along = weights / size, np.array([-weights[1], weights[0]]) / size
    foot = middle + normal * (score - bias - weights @ middle) / size
    reach = float(np.hypot(*np.ptp(frame, axis=0)))
    return np.array([foot - reach * along, foot + reach * along])


def _stripe(frame: np.ndarray, weights: np.ndarray, bias: float, low: float, high: float) -> np.ndarray:
    """Corners of what lies between two scores, around; where one is infinite, so far that it is not seen."""
    far = float(np.hypot(*weights)) * float(np.hypot(*np.ptp(frame, axis=0)))
    middle = float(weights @ frame.mean(axis=0) + bias)
    ends = (low if np.isfinite(low) else middle - far), (high if np.isfinite(high) else middle + far)
    one, two = (_across(frame, weights, bias, score) for score in ends)
    return np.concatenate([one, two[::-1]])


class _Stripe(VMobject):
    """One of the stripes: for the page its four corners, as far as they reach beyond the plot."""

    corners: np.ndarray
    clip: tuple[float, float, float, float]

    def live_shape(self) -> LiveShape:
        """Four corners, cut off at the plot's edges."""
        return LiveShape("polygon", self.corners, fixed={"counts": [4], "closed": [True]}, clip=self.clip)


class ScoreLine(VMobject):
    """The line on which the score has one value, clipped to the plot; dashed if asked.

    Parameters
    ----------
    plot, boundary
        As for :class:`ScoreBands`.
    score
        Which line: 0 is the boundary itself.
    dashes
        Length of a dash in plot units; None: a solid line.
    """

    def __init__(
        self,
        plot: Plot,
        boundary: Boundary,
        score: float,
        color: str,
        *,
        dashes: float | None = None,
        width: float | None = None,
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width or plot.theme.line_width)
        self.boundary, self.place = detached(boundary), detached(on_plot(plot))
        self.frame, self.score, self.dashes = corners_of(plot), score, dashes
        self.add_updater(lambda line: line.follow())
        self.follow()

    def follow(self) -> None:
        """Lie where the score has its value now."""
        weights, bias = self.boundary()
        size = float(np.hypot(*weights))
        normal, along = weights / size, np.array([-weights[1], weights[0]]) / size
        foot = normal * (self.score - bias) / size
        # Shares of the line inside each of the four sides of the plot.
        low, high = -np.inf, np.inf
        for axis in (0, 1):
            ends = self.frame[:, axis].min() - foot[axis], self.frame[:, axis].max() - foot[axis]
            if abs(along[axis]) < 1e-12:
                if not ends[0] <= 0 <= ends[1]:
                    low, high = 1.0, 0.0
                continue
            t = sorted(end / along[axis] for end in ends)
            low, high = max(low, t[0]), min(high, t[1])
        if low >= high:
            self.set_points(np.zeros((0, 3)))
            return
        if self.dashes is None:
            starts, ends_at = np.array([low]), np.array([high])
        else:
            # Counted from the foot of the normal: the dashes turn with the line and do not crawl.
            first = np.floor(low / self.dashes)
            starts = np.arange(first, high / self.dashes) * self.dashes
            ends_at = np.clip(starts + 0.6 * self.dashes, low, high)
            starts = np.clip(starts, low, high)
        self.set_points(
            segment_points(
                self.place(foot + starts[:, np.newaxis] * along),
                self.place(foot + ends_at[:, np.newaxis] * along),
            )
        )

    def live_shape(self) -> LiveShape:
        """Its ends beyond the plot, where it is cut off; dashes are counted from its foot both ways."""
        weights, bias = self.boundary()
        clip = clip_of(self.place(self.frame))
        if self.dashes is None:
            return LiveShape(
                "segments", self.place(_across(self.frame, weights, bias, self.score)), clip=clip
            )
        size = float(np.hypot(*weights))
        along, foot = np.array([-weights[1], weights[0]]) / size, weights * (self.score - bias) / size**2
        first, last = _across(self.frame, weights, bias, self.score)
        # The dash that begins at the foot goes one way; the other way there is a gap first.
        ends = np.array([foot, last, foot - 0.4 * self.dashes * along, first])
        unit = float(np.linalg.norm(self.place(along) - self.place(np.zeros(2))))
        sizes = {"dash": 0.6 * self.dashes * unit, "gap": 0.4 * self.dashes * unit}
        return LiveShape("dashed", self.place(ends), sizes=sizes, clip=clip)


class Street(VGroup):
    """The street between two classes: asphalt between two kerbs, and a dashed middle.

    The street is neutral: a colour is kept for what is paid.

    Parameters
    ----------
    plot
        With units equally long both ways; the street ends at its edges.
    boundary
        Weights and bias of the moment; the kerbs are where the score is -1 and +1.

    Attributes
    ----------
    lines
        Kerbs and middle.
    """

    def __init__(self, plot: Plot, boundary: Boundary) -> None:
        colors, width, dash = plot.theme.colors, plot.theme.curve_width, 60 * PIXEL
        self.lines = VGroup(
            *(ScoreLine(plot, boundary, kerb, colors.drawn_mid, width=width) for kerb in (-1.0, 1.0)),
            ScoreLine(plot, boundary, 0.0, colors.drawn_front, dashes=dash),
        )
        asphalt = ScoreBands(plot, boundary, (-1.0, 1.0), (colors.drawn_far,), (0.6,))
        super().__init__(decoration(asphalt), self.lines)
        bleeding(self)


class Touching(VGroup):
    """A rim about a thing while its point is on a kerb of the street: one of those that hold the street.

    Parameters
    ----------
    thing
        Stands still; the rim lies behind it.
    boundary
        Weights and bias of the moment; the kerbs are where the score is -1 and +1.
    point
        Of the thing, in the plane of the boundary.
    color
        Of the rim.
    """

    def __init__(self, thing: Drawing, boundary: Boundary, point: np.ndarray, color: str) -> None:
        super().__init__(*rim_about(thing, color))
        now, where = detached(boundary), np.array(point)

        def show(rim: Mobject) -> None:
            weights, bias = now()
            rim.set_opacity(float(abs(abs(float(where @ weights + bias)) - 1) < 1e-6))

        self.add_updater(show, call_updater=True)
        decoration(bleeding(self)).set_z_index(thing.z_index - 0.5, family=True)
