"""A ball that rolls down a track, leaves its end, and falls to a floor."""

from __future__ import annotations

import numpy as np

from loss_scenes.losses.domain import FloatArray

_FLIGHT = 40  # places of the way through the air


def roll_off(track: FloatArray, floor: float) -> tuple[FloatArray, FloatArray]:
    """When a ball is where: it rolls without friction from rest, as fast as it has come down, and then falls.

    Parameters
    ----------
    track
        Places that its middle comes through, shape (n, 2), from the highest down.
    floor
        How high its middle is when it lies on the floor: not above the track's end.

    Returns
    -------
    times : ndarray
        From 0 to 1, rising: shares of the time that it takes.
    places : ndarray
        Where it is then, shape (times, 2).

    Examples
    --------
    From twice as high it is as fast again as from half of that, and flies twice as far:

    >>> far = []
    >>> for high in (1.0, 4.0):
    ...     slide = np.array([[0.0, high], [1.0, 0.0], [2.0, 0.0]])
    ...     far.append(float(roll_off(slide, -1.0)[1][-1, 0]) - 2.0)
    >>> [round(x, 6) for x in far]
    [2.0, 4.0]
    """
    # With an acceleration of 1 downwards.
    speed = np.sqrt(2 * np.clip(track[0, 1] - track[:, 1], 0.0, None))
    steps = np.diff(track, axis=0)
    long = np.hypot(*steps.T)
    rolled = np.concatenate([[0.0], np.cumsum(2 * long / (speed[1:] + speed[:-1]))])
    across, up = speed[-1] * steps[-1] / long[-1]
    lasts = up + np.sqrt(up**2 + 2 * (track[-1, 1] - floor))
    air = lasts * np.linspace(0.0, 1.0, _FLIGHT + 1)[1:]
    flown = track[-1] + np.column_stack([across * air, up * air - air**2 / 2])
    times = np.concatenate([rolled, rolled[-1] + air])
    return times / times[-1], np.concatenate([track, flown])
