"""The fun facts as data, and what is computed from it. Light: no manim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import brentq

from loss_scenes.losses.domain import FloatArray
from loss_scenes.models import alphago_zero_loss, anneal, tour_lengths
from loss_scenes.models.contrast import contrast_grad, contrast_loss, contrast_path
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.models.tours import LearntTours, learn_tour

Function = Callable[[Any], Any]
Crossing = tuple[int, int]

# Flowers as in Lihoreau et al. (2012): a pentagon with sides of 50 m; where it lies to the nest is schematic.
SIDE = 50.0
REACH = SIDE / (2 * np.sin(np.pi / 5))
PENTAGON = tuple((REACH * np.cos(turn), REACH * np.sin(turn)) for turn in 2 * np.pi * np.arange(5) / 5)


# How much sooner quantum annealing solved crafted problems than simulated annealing on one core, about
# (Denchev et al. 2016).
SPEEDUP = 1e8


def years(seconds: float) -> float:
    """So many seconds in years.

    Examples
    --------
    >>> round(years(SPEEDUP), 2)
    3.17
    """
    return seconds / (365.25 * 24 * 3600)


@dataclass(frozen=True)
class Meadow:
    """A nest and flowers, in metres, and how a round trip past them is learnt.

    Parameters
    ----------
    shown
        Numbers of the trips that are shown, from 1: the others are left out. On the last of them the shortest
        way is found; several before it are worse than what is already known.
    """

    nest: tuple[float, float] = (-70.0, 0.0)
    flowers: Sequence[tuple[float, float]] = PENTAGON
    shown: Sequence[int] = (1, 3, 7, 12, 18, 25, 26)
    seed: int = 3321

    @property
    def trips(self) -> int:
        """How many there are."""
        return self.shown[-1]

    @property
    def stops(self) -> FloatArray:
        """The nest, then the flowers."""
        return np.vstack([self.nest, self.flowers])

    @cached_property
    def learnt(self) -> LearntTours:
        """What is flown on every trip, and what is remembered."""
        return learn_tour(self.stops, trips=self.trips, seed=self.seed)

    @cached_property
    def shortest(self) -> float:
        """Length of the shortest of all tours: every order was tried."""
        return float(tour_lengths(self.nest, self.flowers)[1].min())


@dataclass(frozen=True)
class Trap:
    """A landscape with a trap before its lowest valley, and two ways out of it; schematic.

    Parameters
    ----------
    start, lower
        Where the one who hops sets out, and the one who tunnels, so that each is seen.
    """

    energy: Function = lambda x: 0.1 * (x - 4.5) ** 2 + 0.95 * np.cos(2.2 * (x - 3.0) - 0.29) + 1.15
    span: tuple[float, float] = (0.4, 5.7)
    top: float = 3.3
    start: float = 1.2
    lower: float = 2.1
    trap: float = 1.82
    goal: float = 4.56
    longest_step: float = 0.9
    seed: int = 315
    temperatures: Sequence[float] = tuple(np.geomspace(1.2, 0.02, 30))

    def walled(self, x: float) -> float:
        """The energy, infinite outside of the span."""
        low, high = self.span
        return float(self.energy(x)) if low < x < high else np.inf

    @cached_property
    def annealed(self) -> FloatArray:
        """Places of the one who hops, up as well, but less and less."""
        path = anneal(
            self.walled, self.start, temperatures=self.temperatures, step=self.longest_step, seed=self.seed
        )
        # A trial that was refused is no hop.
        return np.asarray(path[np.append(True, np.diff(path) != 0.0)])

    @property
    def level(self) -> float:
        """The energy in the trap, which is kept on the way through the wall."""
        return float(self.energy(self.trap))

    @cached_property
    def summit(self) -> float:
        """Where the wall is highest."""
        x = np.linspace(self.trap, self.goal, 1001)
        return float(x[np.argmax(self.energy(x))])

    @cached_property
    def exit(self) -> float:
        """Where the way through the wall comes out."""
        return float(brentq(lambda x: self.energy(x) - self.level, self.summit, self.goal))

    def tunnelled(self, x: float) -> float:
        """Height on the way that goes through the wall."""
        return min(self.level, float(self.energy(x))) if x > self.trap else float(self.energy(x))


@dataclass(frozen=True)
class Views:
    """Two views of each of two pictures, in a plane, and how a contrastive loss moves them.

    Views of one picture are pulled first, then those of different pictures are pushed: the loss is a sum over
    pairs, of which one step may take some. Where they start is schematic: different ones are nearest.

    Parameters
    ----------
    places
        Where each view is at first.
    alike, other
        Which of them are views of one picture, and which of different ones.
    margin
        Distance from which different ones cost nothing.
    rate, gentle, steps
        Of the descent: while they are pulled, and while they are pushed, when each goes away from two.
    """

    places: Sequence[tuple[float, float]] = ((-1.25, 1.3), (-0.55, -1.3), (0.55, 1.3), (1.25, -1.3))
    alike: Sequence[tuple[int, int]] = ((0, 1), (2, 3))
    other: Sequence[tuple[int, int]] = ((0, 2), (0, 3), (1, 2), (1, 3))
    margin: float = 3.6
    rate: float = 0.04
    gentle: float = 0.02
    steps: int = 30

    def stretched(self, by: float) -> Views:
        """The same in a plane so many times as wide: different ones start further apart, and part further."""
        return replace(self, places=[(by * x, y) for x, y in self.places], margin=by * self.margin)

    @cached_property
    def pulled(self) -> FloatArray:
        """Places while views of one picture are pulled, shape (steps + 1, views, 2)."""
        return self._path(self.places, self.alike, [], self.rate)

    @cached_property
    def pushed(self) -> FloatArray:
        """Places from there on, while views of different pictures are pushed."""
        return self._path(self.pulled[-1], [], self.other, self.gentle)

    def loss(self, places: Any) -> float:
        """Contrastive loss of all pairs at such places."""
        return contrast_loss(places, self.alike, self.other, margin=self.margin)

    def to_go(self, places: Any) -> FloatArray:
        """How far each pair is pushed yet, shape (pairs, 2): a quarter of the push of its two views.

        Each is pushed by two others, twice over what is missing to the margin; of that each goes a half.
        """
        push = -contrast_grad(places, [], self.other, margin=self.margin) / 4
        return np.array([(push[i] + push[j]) / 2 for i, j in self.alike])

    def _path(self, start: Any, alike: Sequence[Any], other: Sequence[Any], rate: float) -> FloatArray:
        return contrast_path(start, alike, other, margin=self.margin, rate=rate, steps=self.steps)


@dataclass(frozen=True)
class Game:
    """A position of a game, schematic: stones, candidate moves, and what network and search think of it.

    Parameters
    ----------
    value
        The network's prediction of the outcome, before and after it has learnt.
    policy, visits
        Move probabilities of the network before it learns, and of the search, which it learns to agree with.
    """

    black: Sequence[Crossing] = ((2, 2), (6, 3), (3, 3), (6, 2), (2, 5), (3, 6), (5, 7))
    white: Sequence[Crossing] = ((6, 6), (2, 6), (5, 3), (5, 2), (3, 7), (4, 7), (5, 6))
    moves: Sequence[Crossing] = ((4, 3), (7, 1), (1, 1))
    outcome: float = 1.0
    value: tuple[float, float] = (0.0, 0.6)
    policy: Sequence[float] = (0.2, 0.3, 0.5)
    visits: Sequence[float] = (0.7, 0.2, 0.1)

    def prediction(self, learnt: float) -> float:
        """Predicted outcome after a share of the learning."""
        return self.value[0] + learnt * (self.value[1] - self.value[0])

    def probabilities(self, learnt: float) -> FloatArray:
        """Move probabilities after a share of the learning."""
        before, searched = np.asarray(self.policy), np.asarray(self.visits)
        return np.asarray(before + learnt * (searched - before))

    def terms(self, value_learnt: float, policy_learnt: float) -> AlphaGoZeroTerms:
        """Terms of the loss; the penalty is left out, for it has nothing to do with the position."""
        prediction, probabilities = self.prediction(value_learnt), self.probabilities(policy_learnt)
        return alphago_zero_loss(
            prediction, self.outcome, probabilities, self.visits, weights=[0.0], penalty=0.0
        )


MEADOW, TRAP, VIEWS, GAME = Meadow(), Trap(), Views(), Game()
"""What the film shows."""
