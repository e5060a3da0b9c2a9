"""The look of the lesson: that of the film's stage, with a colour for a loss which the film does not have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loss_scenes import theme


@dataclass(frozen=True)
class Colors(theme.Colors):
    """The film's roles and one more."""

    log_cosh: str = "#45d3c8"  # 8.6:1


THEME = replace(theme.STAGE_THEME, colors=Colors())
