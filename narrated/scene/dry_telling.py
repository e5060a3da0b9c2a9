"""Tell a scene without drawing it: for whoever looks at it on the way."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from manim import tempconfig

from narrated.design.formats import Format
from narrated.manim_adapter.dry_run import DryRenderer
from narrated.manim_adapter.run_scene import run_scene
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions


@contextmanager
def told_dry(
    scene_class: type[NarratedScene], shape: Format, fps: int, options: RenderOptions
) -> Iterator[Any]:
    """The scene when it has been told; what manim keeps meanwhile goes into a folder that is removed.

    Parameters
    ----------
    scene_class
        The scene, or what was derived from it to look at it: its ``look_on_the_way(time)`` is called in every
        frame that is computed.
    shape
        Pictures that are drawn of it have the size of its design.
    """
    folder = Path(tempfile.mkdtemp(prefix="told-"))
    settings = {
        "dry_run": True,
        "frame_rate": fps,
        "pixel_width": shape.width,
        "pixel_height": shape.height,
        "frame_width": shape.frame_width,
        "frame_height": shape.frame_height,
        "media_dir": str(folder),
        "verbosity": "ERROR",
        "progress_bar": "none",
    }
    try:
        with tempconfig(settings):
            scene: Any = scene_class(DryRenderer(), options=options)
            run_scene(scene)
            yield scene
    finally:
        shutil.rmtree(folder, ignore_errors=True)
