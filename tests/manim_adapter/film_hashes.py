"""Film a scene in this process and print, as JSON, a hash of every raw frame that was drawn.

    film_hashes.py REF stage|stock

``stage`` draws through our renderer and writer, ``stock`` through manim's own.
"""

import hashlib
import json
import sys
import tempfile

from manim import config
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from narrated.lesson import load_ref
from narrated.manim_adapter.renderer import ClipWriter, IncrementalRenderer
from narrated.manim_adapter.run_scene import run_scene

frames: list[str] = []


def note(pixels, repeat):
    frames.extend([hashlib.sha256(pixels.tobytes()).hexdigest()] * repeat)


class HashingClipWriter(ClipWriter):
    def write_frame(self, pixels, *, repeat=1, dirty=None):
        note(pixels, repeat)


class HashingStockWriter(SceneFileWriter):
    def write_frame(self, pixels, *, repeat=1):
        note(pixels, repeat)
        super().write_frame(pixels, repeat=repeat)


def main(ref: str, which: str) -> None:
    config.pixel_width, config.pixel_height, config.frame_rate = 426, 240, 15
    config.progress_bar, config.verbosity, config.disable_caching = "none", "ERROR", True
    with tempfile.TemporaryDirectory() as folder:
        config.media_dir = folder
        if which == "stage":
            renderer = IncrementalRenderer(file_writer_class=HashingClipWriter)
        else:
            renderer = CairoRenderer(file_writer_class=HashingStockWriter)
        scene = load_ref(ref)(renderer)
        run_scene(scene)
    sys.stdout.write(json.dumps({"frames": frames, "counted": scene.frame}))


if __name__ == "__main__":
    main(*sys.argv[1:])
