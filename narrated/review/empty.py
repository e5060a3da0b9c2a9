"""The empty row: no stage, no panel and no axes wait for their picture while someone speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from narrated.mobjects.plot import Plot
from narrated.review.findings import Box
from narrated.review.geometry import grown, is_panel, overlap, touches
from narrated.review.limits import Limits
from narrated.review.observations import Note, Span
from narrated.review.outline_pixels import to_pixels
from narrated.review.scene_snapshot import Picture, Shape

_INSIDE = 6.0  # pixels from its edge that belong to a panel itself
_TINT = 0.5  # a thinner fill is a ground, no content


@dataclass
class _Run:
    """An empty place, from the first frame on which it was seen to the last."""

    name: str
    box: Box
    first: int
    last: int


class Empty:
    """Remembers which stages, panels and axes were empty, and how long.

    Parameters
    ----------
    limits
        From which opacity a thing is there, and how long a place may be empty.
    fps
        Frames a second.
    """

    def __init__(self, limits: Limits, fps: int) -> None:
        self.limits, self.fps = limits, fps
        self._open: list[_Run] = []
        self._ended: list[_Run] = []

    def see(self, picture: Picture, frame: int, stage: Box | None = None) -> None:
        """Look at a frame; its stage is what is above the ground, where a scene has one."""
        still = []
        for name, box in self._places(picture, stage):
            # A panel that becomes another one goes on being empty.
            run = next((r for r in self._open if r.name == name and touches(r.box, box)), None)
            if run is None:
                run = _Run(name, box, frame, frame)
            else:
                self._open.remove(run)
                run.last = frame
            still.append(run)
        self._ended += self._open
        self._open = still

    def notes(self, lines: Sequence[Span]) -> Iterator[Note]:
        """What was empty for too long within the spoken lines."""
        for run in self._ended + self._open:
            spoken = [
                frame
                for line in lines
                for frame in range(max(run.first, line.start), min(run.last + 1, line.end))
            ]
            seconds = len(spoken) / self.fps
            if seconds > self.limits.empty:
                message = (
                    f"{run.name} empty for {seconds:.1f} s while someone speaks: "
                    "let its picture come with it, or let one picture become the next in place"
                )
                what = f"{run.name} {run.first} {run.box}"
                yield Note(run.name, what, message, run.box, spoken[0])

    def _places(self, picture: Picture, stage: Box | None) -> Iterator[tuple[str, Box]]:
        own = {part for plot in picture.plots for part in plot.get_family()}
        content = [
            shape.box
            for shape in picture.shapes
            if picture.mobjects[shape.order] not in own and self._is_content(shape)
        ]
        content += [
            text.box
            for text in picture.texts
            if not text.caption
            and text.paint.opacity >= self.limits.seen_from
            and picture.mobjects[text.order] not in own
        ]
        panels = [shape for shape in picture.shapes if is_panel(shape) and not shape.bleeds]
        # The ground ends where the stage begins.
        if stage and not any(touches(box, stage, 1.0) for box in (*content, *self._scenery(picture))):
            yield "the stage stands", stage
        for panel in panels:
            above = (s for s in picture.shapes if s.order > panel.order and s.fill and s.fill.opacity > 0.9)
            if any(_contains(shape.box, panel.box) for shape in above):
                continue
            if not any(touches(box, grown(panel.box, -_INSIDE), -1.0) for box in content):
                yield "a panel stands", panel.box
        for plot in picture.plots:
            place = _rectangle(plot)
            if self._is_seen(plot, picture) and not any(touches(box, place, -1.0) for box in content):
                yield "axes stand", place

    @staticmethod
    def _scenery(picture: Picture) -> Iterator[Box]:
        """What a panel could not be filled with, but a stage: panels, and grounds that reach out of it."""
        for shape in picture.shapes:
            if is_panel(shape) or (shape.bleeds and shape.fill and shape.fill.opacity >= _TINT):
                yield shape.box

    def _is_content(self, shape: Shape) -> bool:
        fill, stroke = shape.fill, shape.stroke
        if shape.caption or is_panel(shape):
            return False
        if shape.role == "decoration":
            return fill is not None and fill.opacity >= _TINT and not shape.bleeds
        return max(paint.opacity if paint else 0.0 for paint in (fill, stroke)) >= self.limits.seen_from

    def _is_seen(self, plot: Plot, picture: Picture) -> bool:
        line = plot.x_axis
        return line in picture.mobjects and bool(line.get_stroke_opacity() >= self.limits.seen_from)


def _contains(outer: Box, inner: Box) -> bool:
    width, height = overlap(outer, inner)
    return width >= inner[2] - inner[0] and height >= inner[3] - inner[1]


def _rectangle(plot: Plot) -> Box:
    (left, low), (right, high) = to_pixels(np.array([plot.origin, plot.origin + np.append(plot.size, 0.0)]))
    return (float(left), float(high), float(right), float(low))
