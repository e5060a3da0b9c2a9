"""Notes that pile up along an axis of ink: each pile as high as many notes are expected there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import ManimColor, VGroup, VMobject

from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import drawn

_AIR = 0.12, 1.0  # of the height of the plot, in which they lie about
_LARGE = 1.5  # by their size in a pile
_FALL = 0.35  # of the whole time, that a note falls
_FILLED = 0.88  # of its place in a pile
_OVAL = 16  # corners
_PALE, _DEEP = 0.8, 0.64  # how far the paper goes towards white at the light end, to black at the other
_RIM = 0.13  # of a note's height
_PORTRAIT = 0.3  # its radius, by the smaller side of a note
_INK = 0.5  # how much darker than its paper the portrait is


def expected_counts(
    cumulative: Callable[[np.ndarray], np.ndarray], total: int, edges: np.ndarray
) -> np.ndarray:
    """How many of so many notes are expected in each bin, as whole numbers.

    Parameters
    ----------
    cumulative
        The distribution function of a note's place, elementwise.
    total
        How many notes there are.
    edges
        Of the bins, ascending, shape (n + 1,).

    Returns
    -------
    ndarray
        Shape (n,).

    Examples
    --------
    >>> from scipy.stats import norm
    >>> expected_counts(norm.cdf, 52, np.array([0.1, 0.5, 0.9])).tolist()
    [8, 6]
    """
    return np.rint(total * np.diff(cumulative(edges))).astype(int)


class PiledNotes(VGroup):
    """Notes that lie about in the air, slide in line, and then fall on piles, one group of parts a bin.

    The rim says of which kind they are; the farther right a note belongs, the more ink is within it.

    Parameters
    ----------
    plot
        Whose axis of x they stand on, at height 0.
    edges, counts
        Of the bins, and how many notes are in each.
    high
        What a note adds to its pile, in units of the plot.
    within
        Which part of a bin's width its pile takes, from 0 to 1: two kinds of notes stand side by side.
    fallen
        Called on every update: how far the time has gone in which all fall, 0 to 1.
    color
        Of the kind.
    seed
        Of how they lie about.
    lined
        Called on every update: how far they have slid each over its bin, and shrunk to their size there,
        0 to 1.

    Attributes
    ----------
    counts
        As they were given.
    tops
        An outline over the piles' upper edges, shape (n, 2), that begins and ends on the ground.

    Examples
    --------
    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 6.0, 4.0), (0, 3), (0, 1), bare=True)
    >>> piles = PiledNotes(plot, np.arange(4), np.array([1, 3, 2]), 0.1, (0.5, 1.0), lambda: 1.0,
    ...                    "#7ee2a0")
    >>> round(float(piles.get_top()[1]), 2)  # three notes of 0.4 over the foot at -2, less their gap
    -0.82
    >>> len(piles)
    3
    """

    def __init__(
        self,
        plot: Plot,
        edges: np.ndarray,
        counts: np.ndarray,
        high: float,
        within: tuple[float, float],
        fallen: Callable[[], float],
        color: str,
        *,
        seed: int = 0,
        lined: Callable[[], float] = lambda: 1.0,
    ) -> None:
        wide = edges[1] - edges[0]
        middles = edges[:-1] + wide * sum(within) / 2
        self.tops = np.column_stack(
            [[middles[0] - wide, *middles, middles[-1] + wide], [0.0, *(high * counts), 0.0]]
        )
        bins = np.repeat(np.arange(len(counts)), counts)
        self.counts = counts
        self.places = np.array(
            [(x, (k + 0.5) * high) for x, count in zip(middles, counts, strict=True) for k in range(count)]
        )
        rng, count = np.random.default_rng(seed % 2**32), len(self.places)
        # Lower ones come first, and no two at once.
        order = np.argsort(self.places[:, 1] + 0.5 * high * rng.random(count))
        begins = np.empty(count)
        begins[order] = np.linspace(0.0, 1.0 - _FALL, count)
        (left, low, _), (right, top, _) = plot.c2p(0.0, 0.0), plot.c2p(wide * (within[1] - within[0]), high)
        half = _FILLED / 2 * np.array([right - left, top - low, 0.0])
        turns = 2 * np.pi * np.arange(_OVAL) / _OVAL
        box = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)]) * half
        ring = np.column_stack([np.cos(turns), np.sin(turns), 0 * turns]) * (2 * _PORTRAIT * half[:2].min())
        rim = 2 * _RIM * half[1]
        sheet = box - rim * np.sign(box)
        ends = np.array([plot.c2p(*place) for place in self.places])
        (low, high), (x0, x1) = _AIR, (edges[0], edges[-1])
        # In two of four rows, so that none hides another, nor one of the kind beside it.
        place = rng.permutation(count)
        row = 2 * (place % 2) + (within[0] >= 0.5)
        across = (place // 2 + 0.5 + 0.06 * rng.uniform(-1, 1, count)) / ((count + 1) // 2)
        up = low + (high - low) * (row + 0.5 + 0.08 * rng.uniform(-1, 1, count)) / 4
        starts = np.array([plot.c2p(x0 + (x1 - x0) * x, y) for x, y in zip(across, up, strict=True)])
        # In line: those of a bin one over the other, in the order of their pile, from the ground to the top.
        hung = [(k + 0.5) / many * high for many in counts for k in range(many)]
        over = np.array([plot.c2p(x, y) for (x, _), y in zip(self.places, hung, strict=True)])
        now, ranged = detached(fallen), detached(lined)

        def follow(part: VMobject, corners: np.ndarray, here: np.ndarray) -> None:
            share = np.clip((now() - begins[here]) / _FALL, 0.0, 1.0)
            aside = ranged()
            above = starts[here] + aside * (over - starts)[here]
            middles = above + (share**2)[:, np.newaxis] * (ends[here] - above)
            shapes = middles[:, np.newaxis] + (_LARGE + aside * (1.0 - _LARGE)) * corners
            part.set_points(segment_points(shapes.reshape(-1, 3), np.roll(shapes, -1, axis=1).reshape(-1, 3)))

        super().__init__()
        for k in range(len(counts)):
            pile = VGroup()
            paper = _shade(color, k / (len(counts) - 1))
            ink = ManimColor(paper).interpolate(ManimColor("#000000"), _INK).to_hex()
            for shade, corners in zip((color, paper, ink), (box, sheet, ring), strict=True):
                part = VMobject(stroke_width=0, fill_color=shade, fill_opacity=1)
                part.add_updater(partial(follow, corners=corners, here=bins == k), call_updater=True)
                pile.add(part)
            self.add(drawn(pile))


def _shade(color: str, ink: float) -> str:
    """A colour with as much ink as a share of the axis says."""
    pale, deep = max(0.0, 1 - 2 * ink), max(0.0, 2 * ink - 1)
    own = ManimColor(color)
    return (
        own.interpolate(ManimColor("#ffffff"), _PALE * pale)
        .interpolate(ManimColor("#000000"), _DEEP * deep)
        .to_hex()
    )
