"""How wide what comes out of a convolution is."""

from __future__ import annotations

from voiceover.errors import InputError


def convolved(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Width after a convolution: ``(size + 2 padding - kernel) // stride + 1`` cells.

    Parameters
    ----------
    size, kernel, stride
        Widths in cells and the step between two places of the kernel, at least 1.
    padding
        Cells of nothing on each side, at least 0.

    Raises
    ------
    InputError
        Where the kernel does not fit.

    Examples
    --------
    >>> [convolved(size, kernel=4, stride=2, padding=1) for size in (32, 16, 8)]
    [16, 8, 4]
    """
    _check(size, kernel, stride, padding)
    if kernel > size + 2 * padding:
        raise InputError(
            f"a kernel of {kernel} does not fit into {size} cells with a padding of {padding}",
            permitted=f"at most {size + 2 * padding}",
        )
    return (size + 2 * padding - kernel) // stride + 1


def transposed(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Width after a transposed convolution: ``(size - 1) stride - 2 padding + kernel`` cells.

    Parameters are those of `convolved`, which it undoes.

    Raises
    ------
    InputError
        Where nothing is left.

    Examples
    --------
    A DCGAN grows a picture from one cell:

    >>> sizes = [1, transposed(1, kernel=4)]
    >>> while sizes[-1] < 32:
    ...     sizes.append(transposed(sizes[-1], kernel=4, stride=2, padding=1))
    >>> sizes
    [1, 4, 8, 16, 32]
    """
    _check(size, kernel, stride, padding)
    width = (size - 1) * stride - 2 * padding + kernel
    if width < 1:
        raise InputError(
            f"a padding of {padding} takes all {width + 2 * padding} cells away",
            permitted=f"at most {(width + 2 * padding - 1) // 2}",
        )
    return width


def _check(size: int, kernel: int, stride: int, padding: int) -> None:
    for name, value, least in (
        ("size", size, 1),
        ("kernel", kernel, 1),
        ("stride", stride, 1),
        ("padding", padding, 0),
    ):
        if value < least:
            raise InputError(f"{name} of a convolution is {value}", permitted=f"at least {least}")
