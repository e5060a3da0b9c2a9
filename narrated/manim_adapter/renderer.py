"""One continuous clip a scene, instead of a file a play: manim's drawing, another way of writing.

Manim's own writer is used wherever another product than one plain mp4 is asked for (gif, png, webm,
sections), so that every option of ``manim render`` keeps working.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from manim import config, logger
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.exceptions import EndSceneEarlyException
from manim.utils.iterables import list_update

from narrated.encode.dirty_regions import DirtyRegion
from narrated.encode.encoder import ClipEncoder
from narrated.manim_adapter.camera import IncrementalCamera
from narrated.manim_adapter.narration_sound import add_narration, read_mono
from voiceover.atomic_write import partial_path, remove_abandoned

if TYPE_CHECKING:
    from manim.scene.scene import Scene


# Seconds after which a thread that draws lets the one that encodes have the interpreter. That needs it for
# microseconds, ten times a frame, and would wait the usual 5 ms each time.
_TURN = 0.0002


class ClipWriter(SceneFileWriter):
    """Write a scene's frames into one H.264 stream as they are drawn.

    Attributes
    ----------
    clip
        Where the finished clip is put; given by the renderer, else the planned movie file.
    frames
        Frames written so far.
    drawing
        Whether frames are written; what is played while it is off happens without pixels.
    """

    def __init__(self, settings: Any, clip: Path | None = None) -> None:
        super().__init__(settings)
        self.clip = clip or self.movie_file_path
        self.frames = 0
        self.drawing = True
        self._encoder: ClipEncoder | None = None

    @property
    def _partial(self) -> Path:
        return partial_path(self.clip)

    def is_already_cached(self, hash_invocation: str) -> bool:
        return False

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """There are no files for single plays."""

    def begin_animation(self, allow_write: bool = False, **_: Any) -> None:
        """The stream goes on from one play to the next."""

    def end_animation(self, allow_write: bool = False) -> None:
        """The stream goes on from one play to the next."""

    def cut(self) -> None:
        """Let the stream be one that can be split before the next frame."""
        if self._encoder is not None:
            self._encoder.cut()

    def write_frame(self, pixels: Any, *, repeat: int = 1, dirty: DirtyRegion | None = None) -> None:
        """Write a picture; it is the one before outside of ``dirty`` (None: nobody knows)."""
        if not self.drawing:
            return
        if self._encoder is None:
            assert self.video_encoder is not None
            spec = self.video_encoder
            self.clip.parent.mkdir(parents=True, exist_ok=True)
            remove_abandoned(self.clip)
            sys.setswitchinterval(_TURN)
            self._encoder = ClipEncoder(
                self._partial, spec.width, spec.height, round(spec.frame_rate), threads=1
            )
        self._encoder.write(pixels, repeat=repeat, dirty=dirty)
        self.frames += repeat

    def add_sound(self, sound_file: Any, time: float | None = None, *_: Any, **__: Any) -> None:
        """The clip is silent."""

    def finish(self) -> None:
        """Close the stream; give the clip its sound and its name."""
        if self._encoder is None:
            logger.info("No animations are contained in this scene.")
            return
        self._encoder.close()
        self._encoder = None
        self.complete()
        self.print_file_ready_message(self.clip)

    def complete(self) -> None:
        """Turn the finished stream into the product: here, the silent clip itself."""
        self._partial.replace(self.clip)

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        if self._encoder is not None:
            with contextlib.suppress(Exception):
                self._encoder.close()
            self._encoder = None
        self._partial.unlink(missing_ok=True)


class NarratedClipWriter(ClipWriter):
    """The clip of a scene that is rendered alone: the narration is inside."""

    def __init__(self, settings: Any, clip: Path | None = None) -> None:
        super().__init__(settings, clip)
        self._sounds: list[tuple[np.ndarray, float]] = []

    def add_sound(self, sound_file: Any, time: float | None = None, *_: Any, **__: Any) -> None:
        # Read now: the file belongs to the scene and goes with it.
        self._sounds.append((read_mono(Path(sound_file)), float(time or 0.0)))

    def complete(self) -> None:
        narrated = self._partial.with_suffix(".narrated.mp4")
        try:
            add_narration(self._partial, self._sounds, narrated)
            narrated.replace(self.clip)
        finally:
            narrated.unlink(missing_ok=True)
            self._partial.unlink(missing_ok=True)


class IncrementalRenderer(CairoRenderer):
    """Manim's Cairo renderer without its play cache, whose hashing costs more than it saves here.

    Parameters
    ----------
    clip
        Write the silent clip to this file; None: the narrated clip, where ``manim render`` plans it.
    lines
        Draw only these lines, by their numbers from 0. What comes before is played frame by frame, so that
        whatever a picture remembers is as in the whole scene, but no pixel of it is drawn; after the last
        of them the scene ends.
    drawing
        False: no picture is drawn, and of each animation only its end is played.

    Attributes
    ----------
    ended_early
        Whether the scene was broken off, here or by ``manim render -n``.
    """

    def __init__(
        self, clip: Path | None = None, lines: range | None = None, *, drawing: bool = True, **kwargs: Any
    ) -> None:
        self.lines, self.drawing = lines, drawing
        self.ended_early = False

        def writer(settings: Any) -> SceneFileWriter:
            output = settings.plan.output
            plain = output.is_video and not output.is_gif and output.segment_extension == ".mp4"
            if not plain or output.save_sections or output.transparent:
                return SceneFileWriter(settings)
            return ClipWriter(settings, clip) if clip else NarratedClipWriter(settings)

        super().__init__(**{"camera_class": IncrementalCamera, "file_writer_class": writer, **kwargs})

    def init_scene(self, *args: Any, **kwargs: Any) -> None:
        super().init_scene(*args, **kwargs)
        if self.lines is not None:
            self.file_writer.drawing = 0 in self.lines

    @property
    def frames_drawn(self) -> int:
        """Frames in the clip so far."""
        frames: int = self.file_writer.frames
        return frames

    def begin_clip(self, path: Path) -> None:
        """Let what is drawn from now on be a clip of its own; the one before must have ended."""
        self.file_writer.clip = path

    def end_clip(self) -> None:
        """Finish the clip; where nothing was drawn there is no file."""
        self.file_writer.finish()

    def begin_line(self, number: int) -> None:
        """Say that the next frame is the first of a line."""
        if not isinstance(self.file_writer, ClipWriter):
            return
        self.file_writer.cut()
        if self.lines is not None:
            if number >= self.lines.stop:
                self._end_early()
            self.file_writer.drawing = number in self.lines

    def _end_early(self) -> NoReturn:
        self.ended_early = True
        raise EndSceneEarlyException

    def update_skipping_status(self) -> None:
        try:
            super().update_skipping_status()
        except EndSceneEarlyException:
            self._end_early()
        if not self.drawing:
            self.skip_animations = True

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        if not isinstance(self.file_writer, ClipWriter):
            super().play(scene, *args, **kwargs)
            return
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        if self.skip_animations:
            self.time += scene.duration
        self.animations_hashes.append(None)
        scene.begin_animations()
        visible = self.file_writer.drawing and not self.skip_animations
        if visible:
            self.save_static_frame_data(scene, scene.static_mobjects)
        if scene.is_current_animation_frozen_frame():
            if visible:
                self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        else:
            scene.play_internal()
        self.num_plays += 1

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        if self.skip_animations or config.dry_run:
            return
        if isinstance(self.file_writer, ClipWriter) and not self.file_writer.drawing:
            self.add_frame(self.get_frame())  # for the clock's sake
            return
        super().render(scene, time, moving_mobjects)

    def update_frame(
        self,
        scene: Scene,
        mobjects: Any = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        if not isinstance(self.camera, IncrementalCamera):
            super().update_frame(scene, mobjects, include_submobjects, ignore_skipping, **kwargs)
        elif ignore_skipping or not self.skip_animations:
            shown = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
            beneath: Any = self.camera.background if self.static_image is None else self.static_image
            self.camera.draw(beneath, shown, include_submobjects=include_submobjects, **kwargs)

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        writer = self.file_writer
        if self.skip_animations or not isinstance(writer, ClipWriter):
            super().add_frame(frame, num_frames)
            return
        self.time += num_frames / self.camera.frame_rate
        if writer.drawing:
            dirty = self.camera.dirty_region() if isinstance(self.camera, IncrementalCamera) else None
            writer.write_frame(frame, repeat=num_frames, dirty=dirty)

    def get_frame(self) -> Any:
        # The clip writer reads a frame before it returns, so it needs no copy of its own.
        if isinstance(self.file_writer, ClipWriter):
            return self.camera.pixel_array
        return super().get_frame()

    def save_static_frame_data(self, scene: Scene, static_mobjects: Any) -> Any:
        if not isinstance(self.camera, IncrementalCamera):
            self.static_image = super().save_static_frame_data(scene, static_mobjects)
            # What was returned is the camera's own picture, which our writer does not copy.
            self.static_image = None if self.static_image is None else self.static_image.copy()
        else:
            self.static_image = self.camera.draw_static(static_mobjects) if static_mobjects else None
        return self.static_image
