"""Losses as bricks: to one scale, as large as the loss, with the sum of the same frame on top."""

import numpy as np
import pytest
from manim import ValueTracker

from loss_scenes.losses import cross_entropy, focal
from loss_scenes.pictures.bricks import SummedBricks, in_a_row, laid
from narrated.design.layout import Region

EASY, HARD, MANY = 0.9, 0.1, 100
FULL = MANY * float(cross_entropy(EASY))
PLACES = Region(-2.0, 0.0, 1.5, 4.0), Region(2.0, 0.0, 1.5, 4.0)


def stacks(gamma: ValueTracker, count: ValueTracker) -> tuple[SummedBricks, SummedBricks]:
    def lost(probability: float):
        return lambda: float(focal(probability, gamma=gamma.get_value()))

    across = in_a_row(MANY, PLACES[0])
    return (
        SummedBricks(
            PLACES[0], FULL, across, lost(EASY), lambda: round(count.get_value()), "loss", "#5cb8ff"
        ),
        SummedBricks(PLACES[1], FULL, 1, lost(HARD), lambda: 1, "loss", "#5cb8ff"),
    )


def areas(stack: SummedBricks) -> np.ndarray:
    """Of its bricks."""
    corners = stack.bricks.points.reshape(-1, 16, 3)
    sizes = np.ptp(corners, axis=1)
    return np.asarray(sizes[:, 0] * sizes[:, 1])


def test_a_hundred_easy_ones_and_a_hard_one_are_to_one_scale() -> None:
    gamma, count = ValueTracker(0.0), ValueTracker(float(MANY))
    cats, dog = stacks(gamma, count)
    low = PLACES[0].y - PLACES[0].height / 2
    for focus, numbers in ((0.0, ("10.5", "2.3")), (2.0, ("0.1", "1.9"))):
        gamma.set_value(focus)
        for stack in (cats, dog):
            stack.update()
        losses = MANY * float(focal(EASY, gamma=focus)), float(focal(HARD, gamma=focus))
        heights = [stack.top() - low for stack in (cats, dog)]
        assert heights[0] / heights[1] == pytest.approx(losses[0] / losses[1])
        assert (cats.number.shown, dog.number.shown) == numbers
        assert len(areas(cats)) == MANY
        for stack in (cats, dog):
            assert stack.number.get_bottom()[1] > stack.top()
    assert cats.top() - low < 0.02 * PLACES[0].height


def test_the_number_is_that_of_the_bricks_there_are() -> None:
    gamma, count = ValueTracker(0.0), ValueTracker(1.0)
    cats, _ = stacks(gamma, count)
    for there in (1, 17, 60, MANY):
        count.set_value(float(there))
        cats.update()
        assert len(areas(cats)) == there
        assert float(cats.number.shown) == pytest.approx(there * float(cross_entropy(EASY)), abs=0.05)


def test_bricks_lie_beside_each_other_and_as_high_as_their_sum() -> None:
    each = -float(np.log(0.99))
    cells = laid(99, 11, each)
    assert np.prod(cells[:, 2:] - cells[:, :2], axis=1) == pytest.approx(each)
    assert 11 * cells[:, 3].max() == pytest.approx(99 * each)
    low, high = cells[:, None, :2], cells[:, None, 2:]
    over = (np.minimum(high, cells[:, 2:]) - np.maximum(low, cells[:, :2]) > 1e-9).all(axis=2)
    assert over.sum() == 99  # each over itself alone
