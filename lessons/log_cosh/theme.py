"""The look of the lesson: that of the film, with a colour for a loss which the film does not have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrated import DEFAULT_THEME
from narrated.design.theme import Palette


@dataclass(frozen=True)
class Colors(Palette):
    """The film's roles and one more."""

    log_cosh: str = "#45d3c8"  # 8.6:1


THEME = replace(DEFAULT_THEME, colors=Colors())
