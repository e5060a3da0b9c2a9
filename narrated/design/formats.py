"""The shapes of a picture: wide, tall and square for films, two more for covers. Light: no manim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from voiceover.errors import InputError, excerpt, names_for

SHORT_SIDE = 8.0
"""Scene units along the short side of every format, so that sizes keep their meaning."""
DESIGN_SHORT_SIDE = 1080


@dataclass(frozen=True)
class Format:
    """The shape of a picture.

    Parameters
    ----------
    name
        What the command line calls it.
    width, height
        In pixels of the design; the shorter of them is 1080.
    horizon
        How far below the upper edge the ground of staged scenes begins, in pixels of the design.

    Examples
    --------
    >>> TALL.pixels(480), TALL.frame_width
    ((480, 854), 8.0)
    >>> Format.of_pixels(854, 480).name
    'wide'
    """

    name: str
    width: int
    height: int
    horizon: int

    @property
    def frame_width(self) -> float:
        """The picture's width in scene units."""
        return SHORT_SIDE * self.width / DESIGN_SHORT_SIDE

    @property
    def frame_height(self) -> float:
        """The picture's height in scene units."""
        return SHORT_SIDE * self.height / DESIGN_SHORT_SIDE

    def pixels(self, short_side: int) -> tuple[int, int]:
        """Width and height of a picture whose short side has so many pixels; both are even, for H.264."""
        width, height = (
            2 * round(short_side * side / DESIGN_SHORT_SIDE / 2) for side in (self.width, self.height)
        )
        return width, height

    @classmethod
    def named(cls, name: str) -> Format:
        """The format that is called so.

        Raises
        ------
        InputError
            With the names there are.
        """
        if name not in FORMATS:
            raise InputError(f"unknown format {excerpt(name)}", permitted=names_for(name, FORMATS))
        return FORMATS[name]

    @classmethod
    def of_pixels(cls, width: int, height: int, *, still: bool = False) -> Format:
        """The format of a picture of so many pixels; rounding may have taken or added one at each side.

        Parameters
        ----------
        still
            Whether it is a picture for itself, which may have the shape of a cover, too.

        Raises
        ------
        InputError
            With the shapes there are.
        """
        if min(width, height) < 2 or width % 2 or height % 2:
            raise InputError(
                f"a picture of {width}x{height} pixels",
                permitted="even numbers of pixels, which H.264 codes",
                remedy="pass another --resolution to manim",
            )
        permitted = {**FORMATS, **COVERS} if still else FORMATS
        for known in permitted.values():
            if abs(width * known.height - height * known.width) <= known.width + known.height:
                return known
        shapes = ", ".join(f"{known.width}x{known.height} ({known.name})" for known in permitted.values())
        raise InputError(
            f"a picture of {width}x{height} pixels has none of the known shapes",
            permitted=f"the shapes of {shapes}, in any size",
            remedy="pass another --resolution to manim",
        )


WIDE = Format("wide", 1920, 1080, horizon=870)
TALL = Format("tall", 1080, 1920, horizon=1228)
SQUARE = Format("square", 1080, 1080, horizon=884)
FORMATS: Mapping[str, Format] = MappingProxyType({known.name: known for known in (WIDE, TALL, SQUARE)})
"""Every format of a film by its name."""
LANDSCAPE = Format("landscape", 1440, 1080, horizon=870)
PORTRAIT = Format("portrait", 1080, 1440, horizon=1020)
COVERS: Mapping[str, Format] = MappingProxyType(
    {"16:9": WIDE, "4:3": LANDSCAPE, "3:4": PORTRAIT, "9:16": TALL}
)
"""The shapes that sites ask of a cover, by their sides; those which films have stand among them."""
