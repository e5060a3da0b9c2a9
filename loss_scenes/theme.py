"""The look of the lesson: the engine's, with a colour for each loss, which it keeps through the film."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrated.design.theme import DEFAULT_THEME, Palette


@dataclass(frozen=True)
class Colors(Palette):
    """Roles of losses. Contrast on ``panel`` is at least 7:1."""

    squared: str = "#ffa45c"
    absolute: str = "#d9c8a9"
    cross_entropy: str = "#5cb8ff"
    hinge: str = "#c79bff"
    focal: str = "#ff8ac2"
    huber: str = "#7ee2a0"


THEME = replace(DEFAULT_THEME, colors=Colors())
