"""A scorecard's rows, and what they find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

# Left, top, right, bottom in pixels of the 1920x1080 design.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Finding:
    """Something that a viewer would object to.

    Parameters
    ----------
    scene, second, line
        Where in the film: name of the scene, seconds from the film's start, id of the line being spoken.
        A scene or line is empty where the matter belongs to none.
    message
        What is wrong.
    box
        Where in the picture, None if nowhere.
    picture
        A still of it.
    """

    scene: str
    second: float
    line: str
    message: str
    box: Box | None = None
    picture: Path | None = None

    def shown_in(self, picture: Path) -> Finding:
        """The same with its still."""
        return replace(self, picture=picture)


@dataclass(frozen=True)
class Row:
    """One line of the scorecard; ``passed`` is None where it could not be measured here."""

    name: str
    measured: str
    limit: str
    passed: bool | None
    findings: tuple[Finding, ...] = ()


def row(name: str, measured: str, limit: str, findings: list[Finding]) -> Row:
    """A row that passes if nothing was found."""
    ordered = tuple(sorted(findings, key=lambda finding: finding.second))
    return Row(name, measured, limit, not ordered, ordered)
