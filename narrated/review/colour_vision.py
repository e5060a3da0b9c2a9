"""How colours look to people with another colour vision, and how far apart they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Color = npt.NDArray[np.float64]

# Machado, Oliveira, Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1.0; on linear RGB.
VISIONS = {
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65


def nearest(a: Color, b: Color) -> tuple[float, str]:
    """The least difference of two sRGB colours under the three visions, and which vision that is."""
    found = {
        name: difference(_lab(matrix @ _linear(a)), _lab(matrix @ _linear(b)))
        for name, matrix in VISIONS.items()
    }
    worst = min(found, key=lambda name: found[name])
    return found[worst], worst


def difference(one: Color, two: Color) -> float:
    """CIEDE2000 of two colours in CIELAB (Sharma, Wu, Dalal 2005, doi:10.1002/col.20070).

    Examples
    --------
    The first pair of that paper's test data:

    >>> round(difference(np.array([50, 2.6772, -79.7751]), np.array([50, 0.0, -82.7485])), 4)
    2.0425
    """
    l1, l2 = float(one[0]), float(two[0])
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*two[1:])) / 2
    g = 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, a2 = (1 + g) * one[1], (1 + g) * two[1]
    c1, c2 = np.hypot(a1, one[2]), np.hypot(a2, two[2])
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, one[2]), (a2, two[2])))
    dl, dc = l2 - l1, c2 - c1
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    h_mean = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = (
        1
        - 0.17 * np.cos(np.radians(h_mean - 30))
        + 0.24 * np.cos(np.radians(2 * h_mean))
        + 0.32 * np.cos(np.radians(3 * h_mean + 6))
        - 0.20 * np.cos(np.radians(4 * h_mean - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / np.sqrt(20 + (l_mean - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    rotation = 60 * np.exp(-(((h_mean - 275) / 25) ** 2))
    r_t = -np.sin(np.radians(rotation)) * 2 * np.sqrt(c_mean**7 / (c_mean**7 + 25.0**7))
    square = (dl / s_l) ** 2 + (dc / s_c) ** 2 + (dh / s_h) ** 2 + r_t * dc / s_c * dh / s_h
    return float(np.sqrt(square))


def _linear(color: Color) -> Color:
    return np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)


def _lab(linear: Color) -> Color:
    share = (_XYZ @ linear.clip(0, 1)) / _WHITE
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
