"""The fun facts as data, and what is computed from it. Light: no manim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from loss_scenes.losses.domain import FloatArray
from loss_scenes.models import alphago_zero_loss, anneal, gradient_descent, tour_lengths
from loss_scenes.models.embeddings import (
    arrange_pairs,
    candidate_shares,
    circle_similarities,
    pair_loss,
)
from loss_scenes.models.pairs import AlphaGoZeroTerms

Function = Callable[[Any], Any]
Crossing = tuple[int, int]

# Flowers as in Lihoreau et al. (2012): a pentagon with sides of 50 m; where it lies to the nest is schematic.
SIDE = 50.0
REACH = SIDE / (2 * np.sin(np.pi / 5))
PENTAGON = tuple((REACH * np.cos(turn), REACH * np.sin(turn)) for turn in 2 * np.pi * np.arange(5) / 5)


@dataclass(frozen=True)
class Meadow:
    """A nest and flowers, in metres, and all round trips past them."""

    nest: tuple[float, float] = (-70.0, 0.0)
    flowers: Sequence[tuple[float, float]] = PENTAGON

    @property
    def stops(self) -> FloatArray:
        """The nest, then the flowers."""
        return np.vstack([self.nest, self.flowers])

    @cached_property
    def lengths(self) -> FloatArray:
        """Length of every tour."""
        return tour_lengths(self.nest, self.flowers)[1]

    @cached_property
    def tours(self) -> list[tuple[int, ...]]:
        """Every tour as indices of stops, from the nest back to the nest."""
        return [(0, *(int(i) + 1 for i in order), 0) for order in tour_lengths(self.nest, self.flowers)[0]]


@dataclass(frozen=True)
class Trap:
    """A landscape with a trap before its lowest valley, and two walks from the same place; schematic."""

    energy: Function = lambda x: 0.1 * (x - 4.5) ** 2 + 0.6 * np.cos(2.2 * (x - 3.0) - 0.29) + 0.8
    slope: Function = lambda x: 0.2 * (x - 4.5) - 1.32 * np.sin(2.2 * (x - 3.0) - 0.29)
    span: tuple[float, float] = (0.4, 5.9)
    start: float = 0.7
    goal: float = 4.55
    rate: float = 0.08
    longest_step: float = 0.6
    seed: int = 22
    temperatures: Sequence[float] = tuple(np.geomspace(0.6, 0.01, 120))

    def walled(self, x: float) -> float:
        """The energy, infinite outside of the span."""
        low, high = self.span
        return float(self.energy(x)) if low < x < high else np.inf

    @cached_property
    def greedy(self) -> FloatArray:
        """Places of the one who only goes down."""
        return gradient_descent(self.slope, self.start, rate=self.rate, steps=len(self.temperatures))

    @cached_property
    def annealed(self) -> FloatArray:
        """Places of the one who also goes up, less and less."""
        return anneal(
            self.walled, self.start, temperatures=self.temperatures, step=self.longest_step, seed=self.seed
        )


@dataclass(frozen=True)
class Views:
    """Two views each of some pictures on a circle: where they start, in degrees, and how they part."""

    degrees: Sequence[float] = (220, 110, 293, 178, -1, 255, 320, 42, 69, 149)
    temperature: float = 0.5
    rate: float = 0.06
    steps: int = 120

    @cached_property
    def path(self) -> FloatArray:
        """Angles in radians after every step of descent, shape (steps + 1, 2 n)."""
        return arrange_pairs(
            np.deg2rad(self.degrees), temperature=self.temperature, rate=self.rate, steps=self.steps
        )

    def loss(self, angles: FloatArray) -> Any:
        """Mean InfoNCE loss."""
        return pair_loss(angles, temperature=self.temperature)

    def twins(self, angles: FloatArray) -> float:
        """Mean similarity of the two views of one picture."""
        return float(np.mean(np.cos(angles[::2] - angles[1::2])))

    def strangers(self, angles: FloatArray) -> float:
        """Mean similarity of views of different pictures."""
        rows = circle_similarities(angles)
        return float((rows.sum() / len(rows) - self.twins(angles)) / (rows.shape[-1] - 1))

    def pushes(self, angles: FloatArray) -> FloatArray:
        """Share with which each stranger is pushed away from the first view."""
        return candidate_shares(angles, temperature=self.temperature)[0, 1:]


@dataclass(frozen=True)
class Game:
    """A position of a game, schematic: stones, candidate moves, and what network and search think of it.

    Parameters
    ----------
    value
        The network's prediction of the outcome, before and after it has learnt.
    policy, visits
        Move probabilities of the learnt network (before: even), and of the search.
    """

    black: Sequence[Crossing] = ((2, 2), (3, 2), (4, 4), (6, 5), (2, 5))
    white: Sequence[Crossing] = ((3, 3), (5, 4), (6, 6), (2, 6), (4, 2))
    moves: Sequence[Crossing] = ((5, 5), (3, 5), (5, 2))
    outcome: float = 1.0
    value: tuple[float, float] = (0.0, 0.6)
    policy: Sequence[float] = (0.5, 0.3, 0.2)
    visits: Sequence[float] = (0.7, 0.2, 0.1)

    def prediction(self, learnt: float) -> float:
        """Predicted outcome after a share of the learning."""
        return self.value[0] + learnt * (self.value[1] - self.value[0])

    def probabilities(self, learnt: float) -> FloatArray:
        """Move probabilities after a share of the learning."""
        even = np.full(len(self.policy), 1.0 / len(self.policy))
        return np.asarray(even + learnt * (np.asarray(self.policy) - even))

    def terms(self, value_learnt: float, policy_learnt: float) -> AlphaGoZeroTerms:
        """Terms of the loss; the penalty is left out, for it has nothing to do with the position."""
        prediction, probabilities = self.prediction(value_learnt), self.probabilities(policy_learnt)
        return alphago_zero_loss(
            prediction, self.outcome, probabilities, self.visits, weights=[0.0], penalty=0.0
        )


MEADOW, TRAP, VIEWS, GAME = Meadow(), Trap(), Views(), Game()
"""What the film shows."""
