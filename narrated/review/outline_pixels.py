"""Outlines in pixels of the design: from scene points to points along a path."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from manim import config

from narrated.design.layout import PIXEL
from narrated.review.findings import Box

Points = npt.NDArray[np.float64]
_SHARE = np.linspace(0.0, 1.0, 9)[:-1]
_BASIS = np.stack(
    [(1 - _SHARE) ** 3, 3 * _SHARE * (1 - _SHARE) ** 2, 3 * _SHARE**2 * (1 - _SHARE), _SHARE**3], axis=1
)


def to_pixels(points: npt.NDArray[np.float64]) -> Points:
    """Scene points as pixels of the design, y down from the top of manim's frame."""
    centre = np.array([config.frame_width, config.frame_height]) / (2 * PIXEL)
    pixels: Points = centre + np.asarray(points)[:, :2] / np.array([PIXEL, -PIXEL])
    return pixels


def box_of(points: Points) -> Box:
    """The box around points."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return (float(left), float(top), float(right), float(bottom))


def turned(points: Points, angle: float) -> Points:
    """Points turned around the origin, by radians."""
    if not angle:
        return points
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cosine, sine], [-sine, cosine]]))


def pieces(points: Points) -> Iterator[Points]:
    """The connected parts of an outline, as Bezier points."""
    curves = len(points) // 4
    ends, starts = points[3 : 4 * curves : 4], points[: 4 * curves : 4]
    breaks = 1 + np.flatnonzero(np.abs(ends[:-1] - starts[1:]).max(axis=1, initial=0.0) > 1e-3)
    for piece in np.split(points[: 4 * curves], 4 * breaks):
        if len(piece):
            yield piece


def along(piece: Points) -> Points:
    """Points along a connected part, about eight a curve, its end included."""
    curves = piece.reshape(-1, 4, 2)
    return np.concatenate([np.einsum("sk,ckd->csd", _BASIS, curves).reshape(-1, 2), piece[-1:]])
