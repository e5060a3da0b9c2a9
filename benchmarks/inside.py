"""Parts of the work, measured from inside a process of their own, so that imports are left out.

    python -m benchmarks.inside WHAT REF SCRIPT FOLDER [FILE REPEATS]

Prints one line of JSON.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import VideoReformatter

from loss_scenes.lesson import LESSON
from narrated.build.plan import QUALITIES
from narrated.build.tasks import RenderBackend
from narrated.design.formats import WIDE
from narrated.scene.scene_job import SceneJob
from voiceover.script.scene_script import load_lesson_words

HIGH = QUALITIES["high"]
WIDTH, HEIGHT = WIDE.pixels(HIGH.short_side)
_SECONDS = 4.0


def scene(job: SceneJob) -> dict[str, Any]:
    """Film a scene; imports are left out."""
    filming = _warm(job)
    began, used = time.perf_counter(), time.process_time()
    filming.film_scene(job)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "peak": peak}


def store(job: SceneJob, target: str, *, plainly: bool = False) -> dict[str, Any]:
    """Keep the raw frames of a scene instead of encoding them; plainly: drawings fade as manim lets them."""
    from manim.manager import Manager

    from narrated.manim_adapter.camera import IncrementalCamera
    from narrated.manim_adapter.renderer import ClipWriter

    filming = _warm(job)
    repeats: list[int] = []
    with Path(target).open("wb") as file, filming.staged(job) as staged:

        class Keeper(ClipWriter):
            def write_frame(self, pixels: Any, *, repeat: int = 1, dirty: Any = None) -> None:
                file.write(np.ascontiguousarray(pixels).data)
                repeats.append(repeat)

        class Plain(IncrementalCamera):
            def _fading(self, shown: Any) -> Any:
                return [None] * len(shown)

        staged.renderer.file_writer.__class__ = Keeper
        if plainly:
            staged.renderer.camera.__class__ = Plain
        Manager(staged).render()
    return {"repeats": repeats}


def encode(job: SceneJob, source: str, listed: str, *, plainly: bool) -> dict[str, Any]:
    """Only encode frames that are drawn already: each in full, or by what our own writer makes of them."""
    from narrated.encode.encoder import ClipEncoder, encoder_options

    path = job.folder / "encoded.mp4"
    frames = _frames(source, json.loads(listed))
    began = time.perf_counter()
    if plainly:
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=job.fps, options=encoder_options(job.fps))
            codec = stream.codec_context
            codec.width, codec.height, codec.pix_fmt = job.width, job.height, "yuv420p"
            codec.time_base = Fraction(1, job.fps)
            for number, picture in enumerate(_converted(frames)):
                picture.pts, picture.time_base = number, Fraction(1, job.fps)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
    else:
        with ClipEncoder(path, job.width, job.height, job.fps) as encoder:
            for pixels, repeat in frames:
                encoder.write(pixels, repeat=repeat)
    return {"wall": time.perf_counter() - began}


def wait(job: SceneJob) -> dict[str, Any]:
    """What a second costs in which something moves, and one in which nothing does."""
    from manim import Scene, ValueTracker
    from manim.manager import Manager

    from loss_scenes.losses import half_squared_error, half_squared_error_grad
    from narrated import DEFAULT_THEME, Plot, TangentProbe
    from narrated.design.formats import WIDE
    from narrated.design.layout import layout
    from narrated.manim_adapter.renderer import IncrementalRenderer

    _warm(job)
    seconds: dict[str, Any] = {}

    class Both(Scene):
        def construct(self) -> None:
            at = ValueTracker(-2.0)
            plot = Plot(layout(WIDE).main.inset(0.3), (-3, 3), (0, 5))
            gradient = DEFAULT_THEME.colors.gradient
            probe = TangentProbe(plot, half_squared_error, half_squared_error_grad, at, gradient)
            self.add(plot, plot.curve(half_squared_error, DEFAULT_THEME.colors.target), probe)
            self.wait(0.2)
            acts: dict[str, Callable[[], object]] = {
                "moving": lambda: self.play(at.animate.set_value(2.0), run_time=_SECONDS),
                "still": lambda: self.wait(_SECONDS, frozen_frame=True),
            }
            for name, act in acts.items():
                began = time.perf_counter()
                act()
                seconds[name] = (time.perf_counter() - began) / _SECONDS

    Manager(Both(IncrementalRenderer(job.folder / "both.mp4"))).render()
    return seconds


def _warm(job: SceneJob) -> Any:
    """Load all that a worker has loaded when its scene begins, and set manim for the job."""
    for name in (*RenderBackend().preload, job.ref.partition(":")[0]):
        importlib.import_module(name)
    filming = importlib.import_module("narrated.scene.render_scene")
    filming.prepare([job.locale])
    filming._configure(job)
    return filming


def _frames(source: str, repeats: Sequence[int]) -> Iterator[tuple[npt.NDArray[np.uint8], int]]:
    # Copy-on-write: PyAV wants memory that it could write to.
    kept = np.memmap(source, np.uint8, "c", shape=(len(repeats), HEIGHT, WIDTH, 4))
    return zip(kept, repeats, strict=True)


def _converted(frames: Iterator[tuple[npt.NDArray[np.uint8], int]]) -> Iterator[av.VideoFrame]:
    from narrated.encode.conversion import to_yuv

    reformatter = VideoReformatter()
    for pixels, repeat in frames:
        picture = to_yuv(pixels, reformatter)
        for _ in range(repeat):
            yield picture


def main(what: str, ref: str, script: str, folder: str, *more: str) -> None:
    """Do one of them."""
    voice = load_lesson_words(LESSON.words, LESSON.locale).voice
    job = SceneJob(ref, script, LESSON.locale, voice, WIDTH, HEIGHT, HIGH.fps, Path(folder), Path(folder))
    answers = {
        "scene": lambda: scene(job),
        "store": lambda: store(job, *more),
        "store-plainly": lambda: store(job, *more, plainly=True),
        "encode": lambda: encode(job, *more, plainly=True),
        "write": lambda: encode(job, *more, plainly=False),
        "wait": lambda: wait(job),
    }
    sys.stdout.write(f"\n{json.dumps(answers[what]())}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
