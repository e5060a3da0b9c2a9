"""A picture out of noise: the best guess for a set of known pictures, and the way along its guesses."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import FloatArray, finite, positive


def _pictures(data: npt.ArrayLike) -> FloatArray:
    pictures = finite("data", data)
    if pictures.ndim != 2 or not pictures.size:
        raise ValueError(f"data must have shape (n, d), a row for each picture; got {pictures.shape}")
    return pictures


def likelihoods(noisy: npt.ArrayLike, sigma: float, data: npt.ArrayLike) -> FloatArray:
    """How likely each of the pictures is what a noisy one has been; parameters as of :func:`denoise`.

    Returns
    -------
    ndarray
        Shape (n,), with the sum 1.

    Examples
    --------
    >>> likelihoods([0.0], 1.0, [[-1.0], [1.0]]).tolist()
    [0.5, 0.5]
    """
    pictures, x = _pictures(data), finite("noisy", noisy)
    if x.shape != pictures.shape[1:]:
        raise ValueError(f"noisy must have shape {pictures.shape[1:]}, as the pictures; got {x.shape}")
    far = np.sum((pictures - x) ** 2, axis=1) / (2 * positive("sigma", sigma) ** 2)
    weights = np.exp(far.min() - far)
    return np.asarray(weights / weights.sum())


def denoise(noisy: npt.ArrayLike, sigma: float, data: npt.ArrayLike) -> FloatArray:
    """The mean of the pictures that a noisy one may have been, weighted by how likely each is.

    Parameters
    ----------
    noisy : array_like
        Shape (d,): a picture plus noise of standard deviation `sigma`.
    sigma : float
        Of the noise in every number, finite and > 0.
    data : array_like
        Shape (n, d): the pictures that there are, all equally likely.

    Returns
    -------
    ndarray
        Shape (d,): the posterior mean, which has the least expected squared error of all guesses.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, not finite, or has another shape.

    References
    ----------
    Ho, J., Jain, A. and Abbeel, P. (2020). Denoising Diffusion Probabilistic Models. NeurIPS.
    arXiv:2006.11239
    Karras, T. et al. (2022). Elucidating the Design Space of Diffusion-Based Generative Models. NeurIPS.
    arXiv:2206.00364 (eq. 57: the ideal denoiser of a finite set)

    Examples
    --------
    >>> denoise([0.0], 1.0, [[-1.0], [1.0]]).tolist()  # as likely to have been the one as the other
    [0.0]
    >>> print(f"{denoise([1.0], 1.0, [[-1.0], [1.0]])[0]:.4f}")  # tanh(1)
    0.7616
    """
    return np.asarray(likelihoods(noisy, sigma, data) @ _pictures(data))


def predicted_noise(noisy: npt.ArrayLike, sigma: float, data: npt.ArrayLike) -> FloatArray:
    """The noise that :func:`denoise` takes for it, in units of `sigma`; parameters as there.

    Examples
    --------
    >>> predicted_noise([3.0], 1.0, [[1.0]]).tolist()  # all that is not the one picture
    [2.0]
    """
    return np.asarray((finite("noisy", noisy) - denoise(noisy, sigma, data)) / sigma)


def paint(noise: npt.ArrayLike, sigmas: npt.ArrayLike, data: npt.ArrayLike) -> FloatArray:
    """Take the guessed noise away, a little at a time.

    Parameters
    ----------
    noise : array_like
        Shape (d,): standard normal numbers; the way begins at ``sigmas[0] * noise``.
    sigmas : array_like
        Shape (k,), falling, > 0: how much noise there is left at every step.
    data : array_like
        Shape (n, d), as in :func:`denoise`.

    Returns
    -------
    ndarray
        Shape (k + 1, d): the picture at every step; the last one is the guess at the last of them.

    Raises
    ------
    TypeError, ValueError
        As :func:`denoise`; also if the sigmas do not fall.

    Notes
    -----
    Euler's steps along the probability flow dx/dsigma = (x - denoise(x)) / sigma of Karras et al. (2022).

    Examples
    --------
    >>> path = paint([1.0, -2.0], [3.0, 1.0, 0.1], [[0.5, 0.5]])
    >>> path.shape, path[-1].tolist()
    ((4, 2), [0.5, 0.5])
    """
    levels = finite("sigmas", sigmas)
    if levels.ndim != 1 or not levels.size or np.any(levels <= 0) or np.any(np.diff(levels) >= 0):
        raise ValueError(f"sigmas must fall and be > 0; got {levels!r}")
    x = levels[0] * finite("noise", noise)
    path = [x]
    for now, later in pairwise(levels):
        x = x + (later - now) * predicted_noise(x, float(now), data)
        path.append(x)
    return np.asarray([*path, denoise(x, float(levels[-1]), data)])
