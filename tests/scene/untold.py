"""What chapters are made with where nothing of them is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import MagicMock

from manim import DOWN

from loss_scenes.theme import STAGE_THEME
from narrated.design.formats import Format
from narrated.design.layout import layout
from narrated.design.theme import current_theme, use_theme


@contextmanager
def untold(shape: Format, word: Callable[[str], str] = str) -> Iterator[MagicMock]:
    """A scene in a shape that only has places and words: each is its key, or what is made of that."""
    before, regions = current_theme(), layout(shape)
    use_theme(STAGE_THEME)
    scene = MagicMock(theme=STAGE_THEME, regions=regions, format=shape, word=word)
    scene.ground.horizon = float(regions.stage.edge(DOWN)[1])
    try:
        yield scene
    finally:
        use_theme(before)
