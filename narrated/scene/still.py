"""A picture of a lesson without narration, such as its cover."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from manim import Camera, ManimColor, Scene

from narrated.design.fonts import font_file
from narrated.design.formats import Format
from narrated.design.layout import Regions, layout
from narrated.design.theme import DEFAULT_THEME, Theme, use_theme
from narrated.lesson import Lesson
from narrated.manim_adapter.frame import set_frame
from narrated.scene.author_messages import one_message, tell_place
from narrated.scene.cue_lint import check_texts
from narrated.scene.render_options import RenderOptions
from voiceover.script.scene_script import load_lesson_words


class StillScene(Scene):
    """A scene whose last frame is the picture; its words are those of the lesson.

    Attributes
    ----------
    lesson
        The lesson it belongs to.
    theme
        The look.
    """

    lesson: ClassVar[Lesson]
    theme: Theme = DEFAULT_THEME

    def __init__(self, renderer: Any = None, *, options: RenderOptions | None = None, **kwargs: Any) -> None:
        self.render_options = options or RenderOptions.from_environment()
        with one_message():
            self.format: Format = set_frame(still=True)
        super().__init__(renderer, **kwargs)
        tell_place(self)

    def setup(self) -> None:
        """Load the words and paint the background."""
        self.regions: Regions = layout(self.format)
        self.words = load_lesson_words(self.lesson.words, self.render_options.locale or self.lesson.locale)
        self.theme = self.theme.set_for(self.words.language, self.format)
        font_file(self.theme.font)
        use_theme(self.theme)
        titles = {"'title'": self.words.title, "'subtitle'": self.words.subtitle}
        check_texts(titles, self.theme.font, self.words.path)
        cast(Camera, self.camera).background_color = ManimColor(self.theme.colors.background)

    def render(self, preview: bool = False) -> bool:
        """Render as ``manim`` asks; what a user can mend is told in one message, with exit code 2."""
        with one_message():
            return super().render(preview)
