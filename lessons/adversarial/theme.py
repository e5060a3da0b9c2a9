"""The look of the lesson: the engine's, with a colour for each player of the game."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrated.design.theme import DEFAULT_THEME, Motion, Palette, TypeScale


@dataclass(frozen=True)
class Colors(Palette):
    """Roles of the game. Contrast on ``panel`` is at least 7:1, but for what is wrong: 5.9:1."""

    real: str = "#7ee2a0"
    generator: str = "#ffa45c"
    discriminator: str = "#5cb8ff"
    gradient_penalty: str = "#c79bff"
    squared: str = "#ff8ac2"
    absolute: str = "#d9c8a9"
    wrong: str = "#ff6b6b"


THEME = replace(
    DEFAULT_THEME,
    colors=Colors(),
    type=TypeScale(display=168, title=112, heading=76, number=76, body=60, label=44, small=44),
    motion=Motion(between_lines=0.4),  # a result rests before the next line begins
    curve_width=10.4,
    line_width=4.4,
    hair_width=2.2,
)
"""Every scene is staged: one hero a shot, drawn and written large."""
