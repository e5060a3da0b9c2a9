"""The look of the lesson: the engine's, with a colour for each loss, which it keeps through the film."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrated.design.theme import DEFAULT_THEME, Motion, Palette, TypeScale


@dataclass(frozen=True)
class Colors(Palette):
    """Roles of losses. Contrast on ``panel`` is at least 7:1."""

    squared: str = "#ffa45c"
    absolute: str = "#d9c8a9"
    cross_entropy: str = "#5cb8ff"
    hinge: str = "#c79bff"
    focal: str = "#ff8ac2"
    huber: str = "#7ee2a0"
    outlier_shade: str = "#bb4350"


THEME = replace(DEFAULT_THEME, colors=Colors())

STAGE_THEME = replace(
    THEME,
    type=TypeScale(display=168, title=112, heading=76, number=76, body=60, label=44, small=44),
    motion=Motion(between_lines=0.4),  # a result rests before the next line begins
    curve_width=10.4,
    line_width=4.4,
    hair_width=2.2,
)
"""For scenes that are staged: one hero a shot, drawn and written large."""
