"""Plays and waits of exact numbers of frames, whatever manim would count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Scene, Wait, config
from tqdm import tqdm  # type: ignore[import-untyped]


class FrameClock(Scene):
    """A scene whose time is a number of frames.

    Attributes
    ----------
    frame
        Frames since the scene's start.
    fps
        Frames a second, a whole number; set before the first play.

    Notes
    -----
    Manim rounds the frames of a play up and those of a still wait down, from floats, and adds up seconds: 40
    plays of 0.3337 s come out 1.3 s longer than asked.
    """

    frame = 0
    fps: int

    def get_time_progression(
        self,
        run_time: float,
        description: str,
        n_iterations: int | None = None,
        override_skip_animations: bool = False,
    ) -> tqdm[float]:
        """The times of the frames of one play: frame k of n shows the animation at (k + 1) / n."""
        count = max(1, round(run_time * self.fps))
        skipping = self.renderer.skip_animations and not override_skip_animations
        frames = np.asarray(self._frames_to_compute(count))
        times = [run_time] if skipping else list((frames + 1) / self.fps)
        return tqdm(times, desc=description, leave=False, disable=config.progress_bar == "none")

    def _frames_to_compute(self, count: int) -> Sequence[int]:
        """Numbers, from 0, of the frames of a play that are computed; the last one always is."""
        return range(count)

    def _play_frames(self, count: int, *animations: Any, **kwargs: Any) -> None:
        """Play animations whose run time is nearest to ``count`` frames."""
        super().play(*animations, **kwargs)
        self._advance(count)

    def _wait_frames(self, count: int) -> None:
        if count <= 0:
            return
        # A quarter of a frame more than asked: manim rounds a still wait down, our progression to nearest.
        super().play(Wait(run_time=(count + 0.25) / self.fps))
        self._advance(count)

    def _advance(self, count: int) -> None:
        self.frame += count
        # Manim adds up floats; sound and trackers read the time, so it follows the integer clock.
        self.renderer.time = self.frame / self.fps
