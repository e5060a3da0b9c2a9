"""Who pays the loss: easy against hard examples, one wrong label against the right ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from loss_scenes.losses import focal
from loss_scenes.losses.domain import Floats, number
from loss_scenes.models.descent import count


def _open_probability(name: str, value: float) -> float:
    return number(name, value, "a probability in (0, 1)", lambda p: 0.0 < p < 1.0)


def group_loss(examples: int, probability: float, *, gamma: float) -> float:
    """What a group of like examples loses together, by the focal loss.

    Parameters
    ----------
    examples : int
        How many they are, >= 1.
    probability : float
        What the model gives to the right class of each, in (0, 1).
    gamma : float
        Focusing exponent, finite and >= 0; 0 is cross-entropy.

    Returns
    -------
    float
        The sum of their losses, in nats, > 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    References
    ----------
    Lin, T.-Y. et al. (2017). Focal Loss for Dense Object Detection. ICCV. arXiv:1708.02002

    Examples
    --------
    >>> for gamma in (0, 2):
    ...     print(f"{group_loss(100_000, 0.99, gamma=gamma):.2f}, {group_loss(100, 0.1, gamma=gamma):.1f}")
    1005.03, 230.3
    0.10, 186.5
    """
    each = focal(_open_probability("probability", probability), gamma=gamma)
    return float(count("examples", examples, low=1) * each)


def kept(probability: float, *, gamma: float) -> float:
    """Which share of its cross-entropy an example keeps in the focal loss: (1 - p)^gamma.

    Parameters
    ----------
    probability : float
        What the model gives to its right class, in (0, 1).
    gamma : float
        Focusing exponent, finite and >= 0; 0 is cross-entropy, of which all is kept.

    Returns
    -------
    float
        In (0, 1], no unit.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    References
    ----------
    Lin, T.-Y. et al. (2017). Focal Loss for Dense Object Detection. ICCV. arXiv:1708.02002

    Examples
    --------
    >>> round(kept(0.99, gamma=2.0), 6), round(kept(0.1, gamma=2.0), 6)
    (0.0001, 0.81)
    """
    return group_loss(1, probability, gamma=gamma) / group_loss(1, probability, gamma=0.0)


def budget_share(
    easy_count: int, easy_probability: float, hard_count: int, hard_probability: float, *, gamma: float
) -> float:
    """Share of the total focal loss that comes from the easy examples.

    Parameters
    ----------
    easy_count, hard_count : int
        How many examples of each kind, >= 1.
    easy_probability, hard_probability : float
        Probability that the model gives to their right class, in (0, 1).
    gamma : float
        Focusing exponent, finite and >= 0; 0 is cross-entropy.

    Returns
    -------
    float
        Loss of the easy ones over the loss of all, in (0, 1), no unit.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    Notes
    -----
    A share of the *loss*; gradients shrink less (at p = 0.9, gamma = 2: loss 100-fold, gradient 34.5-fold).

    References
    ----------
    Lin, T.-Y. et al. (2017). Focal Loss for Dense Object Detection. ICCV. arXiv:1708.02002

    Examples
    --------
    >>> for gamma in (0, 2):
    ...     print(f"{budget_share(100_000, 0.99, 100, 0.1, gamma=gamma):.4%}")
    81.3600%
    0.0539%
    """
    # Named here: whoever reads the message must know which group is meant.
    easy_examples, hard_examples = (
        count("easy_count", easy_count, low=1),
        count("hard_count", hard_count, low=1),
    )
    easy = group_loss(easy_examples, _open_probability("easy_probability", easy_probability), gamma=gamma)
    hard = group_loss(hard_examples, _open_probability("hard_probability", hard_probability), gamma=gamma)
    return easy / (easy + hard)


class WrongLabelShare(NamedTuple):
    """What one wrongly labelled example takes of the total loss and of the total pull, each in (0, 1)."""

    loss: float
    gradient: float


def wrong_label_share(
    right_count: int = 99,
    p_right: float = 0.9,
    p_given: float = 0.01,
    *,
    loss: Callable[[float], Floats],
    grad: Callable[[float], Floats],
) -> WrongLabelShare:
    """Shares of the total loss and of the total pull that one wrongly labelled example takes.

    Parameters
    ----------
    right_count : int
        Rightly labelled examples beside it, >= 1.
    p_right : float
        Probability that the model gives to the label of each of those, in (0, 1).
    p_given : float
        Probability that it gives to the wrong label of the one, in (0, 1): small, the model is right.
    loss, grad : callable
        A loss of the probability of the given label, such as `cross_entropy`, and its derivative.

    Returns
    -------
    WrongLabelShare
        ``(loss, gradient)``; the gradient is that in the logit, |d loss / d p| * p (1 - p).

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.

    Notes
    -----
    The chain rule dp/dz = p (1 - p) of the sigmoid turns the derivative in p into that in the logit z.

    References
    ----------
    Zhang, Z. and Sabuncu, M. R. (2018). Generalized Cross Entropy Loss for Training Deep Neural Networks
    with Noisy Labels. NeurIPS. arXiv:1805.07836

    Examples
    --------
    >>> from loss_scenes.losses import cross_entropy, cross_entropy_grad
    >>> share = wrong_label_share(loss=cross_entropy, grad=cross_entropy_grad)
    >>> print(f"{share.loss:.2%} of the loss, {share.gradient:.2%} of the pull")
    30.63% of the loss, 9.09% of the pull
    """
    others = count("right_count", right_count, low=1)
    right, wrong = _open_probability("p_right", p_right), _open_probability("p_given", p_given)

    def pull(p: float) -> float:
        return abs(float(grad(p))) * p * (1.0 - p)

    def share(one: float, each: float) -> float:
        return one / (one + others * each)

    return WrongLabelShare(share(float(loss(wrong)), float(loss(right))), share(pull(wrong), pull(right)))
