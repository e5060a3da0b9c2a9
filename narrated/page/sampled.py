"""Where a mark stands for any value of the handles: by a rule if one fits, else by a table."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceover.errors import InputError, listed

Vector = npt.NDArray[np.float64]
Values = Mapping[str, float]
# Pixels of the design.
_RULE, _TABLE = 0.1, 0.4
# A gap between two knots is halved down to this share of the span; what jumps even there cannot be sampled.
_FINEST = {1: 1 / 4096, 2: 1 / 128, 3: 1 / 32}
_COARSE, _RANDOM, _STARTS = 5, 60, 3


@dataclass(frozen=True, eq=False)
class Sampled:
    """Numbers of a mark as they follow the handles.

    Parameters
    ----------
    basis
        Names of what the rule is made of: "" for 1, handles, and formulas as ``f0``, ``f1`` ...
    rule
        A row of coefficients for each number; None: there is a table.
    axes
        Names and knots of the handles that matter.
    table
        The numbers at the knots, shape (knots of each axis ..., numbers).
    """

    basis: tuple[str, ...] = ()
    rule: Vector | None = None
    axes: tuple[tuple[str, Vector], ...] = ()
    table: Vector | None = None

    def __call__(self, values: Values, basis: Mapping[str, float]) -> Vector:
        """The numbers for values of the handles; ``basis`` has those of the formulas as well."""
        if self.rule is not None:
            return np.asarray(self.rule @ np.array([basis[name] for name in self.basis]))
        assert self.table is not None
        return interpolated(self.axes, self.table, values)


def interpolated(axes: Sequence[tuple[str, Vector]], table: Vector, values: Values) -> Vector:
    """Between the knots of a table, linear in every handle.

    Examples
    --------
    >>> interpolated([("a", np.array([0.0, 2.0]))], np.array([[1.0], [5.0]]), {"a": 0.5}).tolist()
    [2.0]
    """
    for name, knots in axes:
        at = float(np.clip(values[name], knots[0], knots[-1]))
        before = int(np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 2))
        share = (at - knots[before]) / (knots[before + 1] - knots[before])
        table = table[before] if share == 0 else table[before] + share * (table[before + 1] - table[before])
    return table


class Sampling:
    """Samples of all marks of a part, each taken once.

    Parameters
    ----------
    spans
        Lowest and highest value of each handle.
    sample
        Gives the numbers of every mark at values of the handles.
    formulas
        Give the values of the formulas by name.
    apart
        How far two rows of numbers of a mark are from each other, in pixels.
    leaps
        How far a mark may jump all the same.
    name
        What a mark is called in messages.
    """

    def __init__(
        self,
        spans: Mapping[str, tuple[float, float]],
        sample: Callable[[Values], list[Vector]],
        formulas: Callable[[Values], Mapping[str, float]],
        apart: Callable[[int, Vector, Vector], float],
        leaps: Callable[[int], float],
        name: Callable[[int], str],
    ) -> None:
        self.spans, self._sample, self._formulas = spans, sample, formulas
        self._apart, self._leaps, self._name = apart, leaps, name
        self._rays: list[tuple[str, list[dict[str, float]]]] = []
        self._known: dict[tuple[float, ...], list[Vector]] = {}

    def at(self, values: Values) -> list[Vector]:
        """The numbers of every mark."""
        key = tuple(values[name] for name in self.spans)
        if key not in self._known:
            self._known[key] = self._sample(values)
        return self._known[key]

    def basis(self, values: Values) -> dict[str, float]:
        """What rules are made of."""
        return {"": 1.0, **{name: float(values[name]) for name in self.spans}, **self._formulas(values)}

    def fit(self, middle: Values) -> list[Sampled]:
        """How each mark follows the handles; ``middle`` is where the others are while one is looked at.

        Raises
        ------
        InputError
            Where a mark jumps, naming it, the handle and the value.
        """
        low, high = np.transpose(list(self.spans.values()))
        random = np.random.default_rng(0).random((_RANDOM, len(self.spans)))
        anywhere = [
            dict(zip(self.spans, map(float, low + row * (high - low)), strict=True)) for row in random
        ]
        # From some places along each handle alone: which of them matter.
        self._rays = [
            (name, [{**start, name: float(at)} for at in np.linspace(*span, _COARSE)])
            for start in (dict(middle), *anywhere[:_STARTS])
            for name, span in self.spans.items()
        ]
        places = [*anywhere, *(place for _, ray in self._rays for place in ray)]
        seen = [self.at(place) for place in places]
        bases = [self.basis(place) for place in places]
        found = []
        for index in range(len(seen[0])):
            rows = np.array([marks[index] for marks in seen])
            found.append(self._rule(index, rows, bases) or self._tabled(index, middle))
        return found

    def _rule(self, index: int, rows: Vector, bases: Sequence[Mapping[str, float]]) -> Sampled | None:
        if not np.isfinite(rows).all():
            return None
        names = tuple(bases[0])
        matrix = np.array([[basis[name] for name in names] for basis in bases])
        size = np.abs(matrix).max(axis=0)
        used = (size > 0) & np.isfinite(size)
        names, matrix, size = tuple(itertools.compress(names, used)), matrix[:, used], size[used]
        solved = np.linalg.lstsq(matrix / size, rows, rcond=1e-9)[0].T
        solved[np.abs(solved) < 1e-4] = 0.0  # a part of a pixel that nobody sees
        rule = solved / size
        if any(self._apart(index, rule @ one, row) > _RULE for one, row in zip(matrix, rows, strict=True)):
            return None
        kept = np.abs(rule).max(axis=0, initial=0.0) > 0
        kept[0] = True
        return Sampled(tuple(itertools.compress(names, kept)), rule[:, kept])

    def _tabled(self, index: int, middle: Values) -> Sampled:
        matter = [name for name in self.spans if self._matters(index, name)]
        if len(matter) > len(_FINEST):
            # A table of so many axes would be coarse, and take very long.
            raise InputError(
                f"{self._name(index)} follows {len(matter)} handles at once: {listed(matter)}",
                permitted=f"up to {len(_FINEST)}, where no rule says how it follows them",
                remedy="let it follow fewer, or name its function in formulas=[Formula(...)]",
            )
        knots = {name: list(np.linspace(*self.spans[name], _COARSE)) for name in matter}

        def row(at: Sequence[float]) -> Vector:
            return self.at({**middle, **dict(zip(matter, map(float, at), strict=True))})[index]

        finest = _FINEST.get(len(matter), 1.0)
        while True:
            worst: list[tuple[str, float]] = []
            table = self._table(knots, row)
            axes = tuple((name, np.array(knots[name])) for name in matter)
            for axis, name in enumerate(matter):
                others = [knots[other] if other != name else [0.0] for other in matter]
                for before, behind in itertools.pairwise(knots[name]):
                    half = (before + behind) / 2
                    if behind - before <= finest * (self.spans[name][1] - self.spans[name][0]):
                        continue
                    for rest in itertools.product(*others):
                        at = [*rest]
                        at[axis] = half
                        said = interpolated(axes, table, dict(zip(matter, at, strict=True)))
                        if not self._apart(index, said, row(at)) <= _TABLE:
                            worst.append((name, half))
                            break
            if not worst:
                break
            for name, half in worst:
                knots[name] = sorted([*knots[name], half])
        self._check_jumps(index, axes, table, row)
        return Sampled(axes=axes, table=table)

    def _table(
        self, knots: Mapping[str, Sequence[float]], row: Callable[[Sequence[float]], Vector]
    ) -> Vector:
        rows = np.array([row(at) for at in itertools.product(*knots.values())])
        places = np.array([*itertools.product(*(range(len(one)) for one in knots.values()))])
        seen = rows[:, -1] > 0
        if seen.any():
            # Where there is nothing of a mark, it is where it is seen next.
            for k in np.flatnonzero(~seen):
                nearest = np.abs(places[seen] - places[k]).sum(axis=1).argmin()
                rows[k, :-1] = rows[seen][nearest, :-1]
        return rows.reshape(*map(len, knots.values()), -1)

    def _check_jumps(
        self,
        index: int,
        axes: Sequence[tuple[str, Vector]],
        table: Vector,
        row: Callable[[Sequence[float]], Vector],
    ) -> None:
        """Between knots as near as they may be, a mark goes straight, or it jumps."""
        finest, limit = _FINEST.get(len(axes), 1.0), self._leaps(index) / 2
        for axis, (name, knots) in enumerate(axes):
            low, high = self.spans[name]
            others = [one if k != axis else [0.0] for k, (_, one) in enumerate(axes)]
            for before, behind in itertools.pairwise(map(float, knots)):
                if behind - before > 1.01 * finest * (high - low):
                    continue
                half = (before + behind) / 2
                for rest in itertools.product(*others):
                    at = [*rest]
                    at[axis] = half
                    said = interpolated(axes, table, dict(zip((n for n, _ in axes), at, strict=True)))
                    if self._apart(index, said, row(at)) > limit:
                        raise InputError(
                            f"{self._name(index)} jumps where {name} is about {half:.4g}",
                            permitted="what follows its handles without a jump",
                            remedy="narrow the handle's span, or leave that mark out",
                        )

    def _matters(self, index: int, name: str) -> bool:
        """Whether a mark follows a handle."""
        for other, ray in self._rays:
            if other == name:
                first, *more = (self.at(place)[index] for place in ray)
                if any(self._apart(index, first, row) > _RULE / 10 for row in more):
                    return True
        return False


def straightened(frames: Sequence[int], values: Sequence[float], within: float) -> list[list[Any]]:
    """Corners of the line through values by frame, which is nowhere further off than ``within``.

    Examples
    --------
    >>> straightened(range(5), [0.0, 1.0, 2.0, 2.0, 2.0], 0.01)
    [[0, 0.0], [2, 2.0]]
    """
    x, y = np.asarray(frames, dtype=float), np.asarray(values, dtype=float)
    kept, stack = {0, len(x) - 1}, [(0, len(x) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        line = y[first] + (y[last] - y[first]) * (x[first : last + 1] - x[first]) / (x[last] - x[first])
        off = np.abs(line - y[first : last + 1])
        worst = int(off.argmax())
        if off[worst] > within:
            kept.add(first + worst)
            stack += [(first, first + worst), (first + worst, last)]
    corners = [[int(x[k]), float(y[k])] for k in sorted(kept)]
    # What comes after the last corner is as it is there.
    while len(corners) > 1 and corners[-1][1] == corners[-2][1]:
        corners.pop()
    return corners
