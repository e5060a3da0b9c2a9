"""What the file of an example shows when it is run: the last picture of its scene, small, in few colours."""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from manim import CairoRenderer, Mobject, VMobject, tempconfig
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from narrated.build import versions
from narrated.build.dependency_trace import Opened, data_files, project_modules
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.manim_adapter.run_scene import run_scene
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions

SIZE = (480, 270)
"""Of a picture, in pixels."""
MOST = 15_000
"""Bytes of a picture, where few colours can do that."""
_COLORS = (96, 64, 48, 32, 24)
_TILE = 16  # pixels each way
_FRAME = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 30}
_QUIET = {"dry_run": True, "verbosity": "ERROR", "progress_bar": "none"}
_AIR = 0.35  # around what is shown, in scene units
_LEAST = 4.4  # so wide a piece of the frame is shown at least: strokes stay what they are to text


@dataclass(frozen=True)
class Drawn:
    """A picture as PNG, and what it was made of: versions, and digests of files."""

    png: bytes
    made_of: Mapping[str, str]


def draw(code: str, scene: str, locale: str, root: Path) -> Drawn:
    """Run the scene of a file; call it in a process of its own, which is asked for what it used."""
    opened = Opened()
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        (Path(folder) / "pasted.py").write_text(code, encoding="utf-8")
        with tempconfig({**_FRAME, **_QUIET, "media_dir": folder}):
            made = _made(getattr(importlib.import_module("pasted"), scene), locale)
            run_scene(made)
            made.renderer.update_frame(made)
            image = made.renderer.camera.get_image().convert("RGB")
        if not isinstance(made, NarratedScene):
            image = image.crop(_around(made.mobjects, image.size))
        # The program itself, under the name that it has in other processes, draws nothing.
        own = [name for name in project_modules() if name not in {"__main__", "__mp_main__"}]
        modules = {Path(sys.modules[name].__file__ or "").resolve() for name in own}
        files = modules | data_files(opened.paths, [root], [])
        used = [file for file in files if not file.is_relative_to(Path(folder).resolve())]
        made_of = {os.path.relpath(file, root): digest(file.read_bytes()) for file in sorted(used)}
    made_of |= {"code": digest(code.encode()), **versions.of_drawing()}
    return Drawn(_small(image, made_of["code"]), made_of)


def digest(data: bytes) -> str:
    """A short digest."""
    return hashlib.sha256(data).hexdigest()[:16]


def drawn_from(png: bytes) -> str:
    """Digest of the code that a picture was drawn from, which stands in its file."""
    with Image.open(BytesIO(png)) as picture:
        return str(picture.info.get("code", ""))


def alike(one: bytes, other: bytes) -> bool:
    """Whether two pictures show the same: fonts and libraries of another version may move some pixels."""
    pictures = [np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=float) for png in (one, other)]
    if pictures[0].shape != pictures[1].shape:
        return False
    # As one sees them from afar: that an edge is a pixel off changes a tile by 15.
    rows, columns = (side // _TILE for side in pictures[0].shape[:2])
    tiles = [
        picture[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE, 3).mean((1, 3))
        for picture in pictures
    ]
    return bool(np.abs(tiles[0] - tiles[1]).max() < 24)


def _made(scene: type[Any], locale: str) -> Any:
    if issubclass(scene, NarratedScene):
        return scene(IncrementalRenderer(skip_animations=True), options=RenderOptions(locale=locale))
    return scene(CairoRenderer(skip_animations=True))


def _around(mobjects: list[Mobject], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The piece of the frame around what is shown, in pixels, as broad for its height as a picture."""
    points = [np.asarray(part.points) for one in mobjects for part in one.get_family() if _seen(part)]
    if not points:
        raise ValueError("the example shows nothing")
    low, high = np.concatenate(points).min(axis=0)[:2] - _AIR, np.concatenate(points).max(axis=0)[:2] + _AIR
    unit, ratio = size[1] / 8, SIZE[0] / SIZE[1]
    width = min(max(high[0] - low[0], ratio * (high[1] - low[1]), _LEAST) * unit, size[0])
    height = width / ratio
    x, y = (low + high) / 2 * unit * (1, -1) + np.array(size) / 2
    left = min(max(x - width / 2, 0), size[0] - width)
    top = min(max(y - height / 2, 0), size[1] - height)
    return round(left), round(top), round(left + width), round(top + height)


def _seen(part: Mobject) -> bool:
    if not isinstance(part, VMobject) or not len(part.points):
        return False
    return bool(part.get_fill_opacity() > 0 or part.get_stroke_width() * part.get_stroke_opacity() > 0)


def _small(image: Image.Image, code: str) -> bytes:
    """As PNG, of few colours, that says what code it was drawn from."""
    about = PngInfo()
    about.add_text("code", code)
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    for count in _COLORS:
        png = BytesIO()
        # A colour that stands on few pixels is kept, as it may be all that tells one thing from another.
        few = small.quantize(count, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
        few.save(png, "PNG", optimize=True, pnginfo=about)
        if png.tell() <= MOST:
            break
    return png.getvalue()
