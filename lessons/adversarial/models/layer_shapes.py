"""How many cells a DCGAN's layers have each way, and how many numbers each of their cells holds."""

from __future__ import annotations

from lessons.adversarial.models.convolution_size import transposed

KERNEL, STRIDE, PADDING = 4, 2, 1
"""Of every layer but the first, which has a kernel as wide, a stride of 1 and no padding."""
_NOISE, _MOST, _GREY = 32, 96, 1
"""Numbers a cell: of the noise, which is one cell, of the layer after it, and of the picture."""


def layer_shapes(last: int) -> tuple[tuple[int, int], ...]:
    """Cells each way and channels of a generator's layers, from the noise to a grey picture so wide.

    With twice as many cells each way there are half as many channels. A discriminator's are the same, the
    other way round, with a score where the noise is.

    Examples
    --------
    >>> layer_shapes(32)
    ((1, 32), (4, 96), (8, 48), (16, 24), (32, 1))
    """
    shapes, cells, channels = [(1, _NOISE)], transposed(1, KERNEL), _MOST
    while cells < last:
        shapes.append((cells, channels))
        cells, channels = transposed(cells, KERNEL, STRIDE, PADDING), channels // 2
    return (*shapes, (cells, _GREY))
