"""What a drawn thing is made of now, in as few numbers as say it: for the page, which draws it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import numpy as np
from manim import VMobject


@dataclass(frozen=True)
class LiveShape:
    """A drawn thing as numbers that change, and what stays as it is.

    Parameters
    ----------
    kind
        How the page draws it: ``dots``, ``dotted``, ``dashed``, ``segments``, ``boxes``, ``arrow``,
        ``number``, ``curve``, ``polygon`` or ``outline``.
    points
        Places in scene units, shape (n, 3).
    numbers
        What else changes and is no place, such as a number's value.
    sizes
        Lengths in scene units that do not change.
    fixed
        What else does not change, as JSON has it.
    clip
        Left, low, right, high in scene units, beyond which it is cut off.
    """

    kind: str
    points: np.ndarray
    numbers: tuple[float, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    clip: tuple[float, float, float, float] | None = None


@runtime_checkable
class HasLiveShape(Protocol):
    """A drawn thing that says itself what it is made of."""

    def live_shape(self) -> LiveShape:
        """What it is now."""


def live_shape(mobject: VMobject) -> LiveShape | None:
    """What a drawn thing is now; None where it draws nothing of its own.

    Examples
    --------
    >>> from manim import Square
    >>> shape = live_shape(Square())
    >>> shape.kind, shape.points.shape
    ('polygon', (4, 3))
    """
    if isinstance(mobject, HasLiveShape):
        shape: LiveShape = mobject.live_shape()
        return shape
    points = np.asarray(mobject.points)
    curves = points[: 4 * (len(points) // 4)].reshape(-1, 4, 3)
    if not len(curves):
        return None
    starts, ways = curves[:, :1], curves[:, 3:] - curves[:, :1]
    thirds = starts + ways * np.array([[1 / 3], [2 / 3]])
    straight = len(curves) < _MANY and np.abs(thirds - curves[:, 1:3]).max() < 1e-6
    breaks = 1 + np.flatnonzero(np.abs(curves[:-1, 3] - curves[1:, 0]).max(axis=1, initial=0.0) > 1e-6)
    if not straight:
        return LiveShape("outline", curves.reshape(-1, 3), fixed={"breaks": breaks.tolist()})
    pieces, counts, closed = [], [], []
    for piece in np.split(curves, breaks):
        round_ = bool(np.abs(piece[-1, 3] - piece[0, 0]).max() < 1e-6) and len(piece) > 1
        corners = piece[:, 0] if round_ else np.concatenate([piece[:, 0], piece[-1:, 3]])
        pieces.append(corners)
        counts.append(len(corners))
        closed.append(round_)
    return LiveShape("polygon", np.concatenate(pieces), fixed={"counts": counts, "closed": closed})


_MANY = 128  # corners: then it is rather a drawing, which moves as a whole
