"""What a type checker knows of a loss's result; checked by test_losses_unchecked.py, never run."""

from collections.abc import Callable
from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import binary_cross_entropy_with_logits, huber, huber_grad, softmax, triplet_grad


def never_called() -> None:
    narrow: npt.NDArray[np.float32] = np.zeros(3, np.float32)

    assert_type(huber(narrow, delta=1.0), npt.NDArray[np.float32])
    assert_type(huber_grad(np.float32(1.0), delta=narrow), np.float32)
    assert_type(huber(1.0), np.float64)
    assert_type(huber(1, delta=0.5, check=False), np.float64)
    assert_type(huber(np.arange(3)), npt.NDArray[np.float64])
    assert_type(binary_cross_entropy_with_logits(narrow, [0, 1, 1]), npt.NDArray[np.float32])
    assert_type(softmax(narrow, axis=0, where=[True, True, False]), npt.NDArray[np.float32])
    assert_type(triplet_grad(narrow, narrow, narrow, margin=0.5).anchor, npt.NDArray[Any])

    assert_type(list[Callable[[float], float]]([huber]), list[Callable[[float], float]])
    huber(1.0, 2.0)  # type: ignore[call-overload]  # keyword-only
    huber(narrow, gamma=1.0)  # type: ignore[call-overload]
