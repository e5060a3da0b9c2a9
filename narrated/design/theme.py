"""The look of a lesson: colours by role, a type scale and the rhythm of motion.

Scenes name roles, never colours, fonts or seconds. A theme is frozen: a lesson that wants another look
makes another theme with :func:`dataclasses.replace`. A scene makes its own the current one, and what is drawn
takes that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Self

from manim import rate_functions

from narrated.design.formats import Format
from narrated.design.typography import FONT, OTHERS, TEXT_SIZES, TextSizes, Typography, typography
from voiceover.errors import InputError, names_for

RateFunction = Callable[[float], float]


class UnknownRole(InputError, AttributeError):
    """A part of the theme that does not exist."""


class _Roles:
    """Tells of a role that is not there with those that are."""

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: nothing of it changes, and manim copies a mobject, theme and all, for every animation."""
        return self

    if not TYPE_CHECKING:  # a type checker would take any role for one that is there

        def __getattr__(self, role: str) -> object:
            known = [known.name for known in fields(self)]
            what = f"{type(self).__name__} of the theme has no {role!r}"
            remedy = "correct the name, or set in the scene's class a theme that has this role"
            raise UnknownRole(what, permitted=names_for(role, known), remedy=remedy)


@dataclass(frozen=True)
class Palette(_Roles):
    """Colours by what they mean; a lesson derives from it what has more roles, for what it speaks of.

    Contrast is that of the colour on ``panel`` (WCAG 2.2 ratio).
    """

    background: str = "#1a1a2e"
    panel: str = "#16213e"
    raised: str = "#0f3460"
    caption_band: str = "#0b0d1a"
    text: str = "#f5f6fa"
    muted: str = "#a3add0"  # 7.3:1
    grid: str = "#2a3760"  # decoration under curves, carries no meaning
    axis: str = "#6d7bab"  # 3.9:1, a graphic
    accent: str = "#ff6b6b"  # chips, titles, emphasis
    emphasis: str = "#ee5a6f"  # large text and graphics only
    gold: str = "#ffd700"  # golden rules, the phrase being spoken
    prediction: str = "#f5f6fa"
    target: str = "#7fd4ff"
    gradient: str = "#ff6b6b"
    outlier: str = "#ff6b6b"
    positive: str = "#7fd4ff"
    negative: str = "#ffb86b"
    good: str = "#7ee2a0"
    # Drawn things: flat, two tones, light from the left; neutral, for colour is for meaning.
    drawn_light: str = "#f4f6fb"
    drawn_front: str = "#d3dcf2"
    drawn_shade: str = "#aebbdf"
    drawn_mid: str = "#93a3cd"
    drawn_other: str = "#7484b8"  # of several alike, those that are not spoken of
    drawn_roof: str = "#56659a"
    drawn_far: str = "#3b4a7a"  # the horizon, stems: to be felt, not to be read
    drawn_glass: str = "#0f3460"
    drawn_dark: str = "#1a1a2e"

    if TYPE_CHECKING:  # a lesson adds roles, in a class that derives from this one

        def __getattr__(self, role: str) -> str: ...


@dataclass(frozen=True)
class TypeScale(_Roles):
    """Sizes of the em square in pixels of the design, whose short side has 1080; few steps."""

    display: float = 132
    title: float = 68
    heading: float = 52
    number: float = 54
    caption: float = 58
    body: float = 42
    label: float = 36
    small: float = 32


@dataclass(frozen=True)
class Motion(_Roles):
    """The rhythm, in seconds, and how movement starts and ends.

    Short movements answer a spoken word, so they start at full speed and settle: the first frame after the
    word already differs. Long ones are journeys and ease at both ends.
    """

    snap: float = 0.1
    swift: float = 0.2
    brief: float = 0.3
    quick: float = 0.4
    calm: float = 0.6
    beat: float = 0.8
    slow: float = 1.6
    journey: float = 2.6
    lead_in: float = 0.3
    between_lines: float = 0.28
    lead_out: float = 0.5
    answer: RateFunction = rate_functions.ease_out_cubic
    travel: RateFunction = rate_functions.ease_in_out_sine
    travel_from: float = 1.3  # seconds from which a movement counts as a journey

    def soon(self, share: float) -> RateFunction:
        """How what leaves an answer's picture goes: it has gone after a share (0 to 1) of the time.

        Examples
        --------
        >>> fades = Motion().soon(0.5)
        >>> fades(0.0), fades(0.25), fades(0.5), fades(1.0)
        (0.0, 0.875, 1.0, 1.0)
        """
        return lambda time: self.answer(min(time / share, 1.0))

    @staticmethod
    def late(share: float) -> RateFunction:
        """How what comes in the place of another appears: not before a share (0 to 1, not 1) of the time.

        Examples
        --------
        >>> comes = Motion.late(0.5)
        >>> comes(0.25), comes(0.5), comes(0.75), comes(1.0)
        (0.0, 0.0, 0.5, 1.0)
        """
        return lambda time: max(0.0, (time - share) / (1 - share))


@dataclass(frozen=True)
class Theme(_Roles):
    """Everything that decides the look; what is drawn takes the current one, or that given as ``theme``.

    Parameters
    ----------
    colors, type, motion
        Colours by role, sizes in pixels of the 1080p design, and durations in seconds.
    font
        Name of a font of this machine; the default stands for the language's own.
    curve_width, line_width, hair_width
        Stroke widths as manim counts them: a hundredth of a scene unit.
    corner, dot
        Radii of panels' corners and of dots, in scene units.
    typography, text_sizes
        How the language is set, and the sizes that the format asks for: of :meth:`set_for`.

    Raises
    ------
    InputError
        For a role, size or duration that does not exist, with those that do.

    Examples
    --------
    >>> from dataclasses import replace
    >>> dark = replace(DEFAULT_THEME, colors=replace(DEFAULT_THEME.colors, background="#000000"))
    >>> dark.colors.background, DEFAULT_THEME
    ('#000000', DEFAULT_THEME)
    """

    colors: Palette = field(default_factory=Palette)
    type: TypeScale = field(default_factory=TypeScale)
    motion: Motion = field(default_factory=Motion)
    font: str = FONT
    curve_width: float = 7.0
    line_width: float = 3.0
    hair_width: float = 1.6
    corner: float = 0.16
    dot: float = 0.11
    typography: Typography = OTHERS
    text_sizes: TextSizes = TEXT_SIZES["wide"]

    def set_for(self, language: str, shape: Format) -> Theme:
        """The theme as a language and a format ask for it: fonts, rules and sizes of text.

        Examples
        --------
        >>> from narrated.design.formats import TALL
        >>> DEFAULT_THEME.set_for("en", TALL).type.small
        36
        """
        words, text_sizes = typography(language), TEXT_SIZES[shape.name]
        sizes = {
            step.name: max(text_sizes.smallest, getattr(self.type, step.name)) for step in fields(self.type)
        }
        caption = max(text_sizes.smallest, round(self.type.caption * text_sizes.caption))
        return replace(
            self,
            type=TypeScale(**{**sizes, "caption": caption}),
            font=words.font if self.font == FONT else self.font,
            typography=words,
            text_sizes=text_sizes,
        )

    def __repr__(self) -> str:
        """Short: it is the default of most arguments called ``theme``, and shown wherever these are."""
        return "DEFAULT_THEME" if self == DEFAULT_THEME else f"Theme(font={self.font!r}, ...)"


DEFAULT_THEME = Theme()

_CURRENT: ContextVar[Theme] = ContextVar("theme", default=DEFAULT_THEME)


def use_theme(theme: Theme) -> None:
    """Make a theme the current one; a scene does so once, before anything is drawn."""
    _CURRENT.set(theme)


def current_theme(given: Theme | None = None) -> Theme:
    """The theme that was given, else the current one."""
    return given or _CURRENT.get()
