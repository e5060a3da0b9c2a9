"""Tell a scene once without filming it, and look at it on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP

from narrated.design.formats import Format
from narrated.manim_adapter.pictures import draw_alone
from narrated.review import colour_blind, contrast, crowd, layout, phone, truth
from narrated.review.arrows import Arrows
from narrated.review.empty import Empty
from narrated.review.findings import Box
from narrated.review.ledger import Held, read_ledger
from narrated.review.limits import Limits
from narrated.review.observations import Note, Span, Telling
from narrated.review.outline_pixels import box_of, to_pixels
from narrated.review.pace import Pace
from narrated.review.scene_snapshot import Looker
from narrated.review.steps import Steps
from narrated.review.sums import Sums
from narrated.scene.cues import CueSheet
from narrated.scene.dry_telling import told_dry
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions

_LOOK_EVERY = 0.25  # seconds between two looks at a movement


def tell(
    scene_class: type[NarratedScene],
    name: str,
    shape: Format,
    fps: int,
    options: RenderOptions,
    limits: Limits,
) -> Telling:
    """Tell a scene; return what was seen.

    Every movement is looked at on its way, four times a second, and at its end; only these pictures are
    computed. Stills are drawn at ends alone, when nothing is half faded.
    """
    watcher = _Watcher(limits, fps, scene_class.lesson.ledger)
    with told_dry(_watched(scene_class, watcher), shape, fps, options) as scene:
        return watcher.telling(name, scene)


class _Watcher:
    """Collects what is seen, each thing once."""

    def __init__(self, limits: Limits, fps: int, ledger: Path | None) -> None:
        self.limits, self.looker = limits, Looker()
        self.sums = Sums(limits)
        self.arrows, self.steps = Arrows(limits, fps), Steps(limits)
        self.ledger = read_ledger(ledger) if ledger else None
        self.held: Held | None = None
        self.pace, self.empty = Pace(limits, fps), Empty(limits, fps)
        self.pictures = self.numbers = 0
        self.notes: dict[str, dict[tuple[str, str], Note]] = {}
        self.worst: dict[str, float] = {}
        self.shown: dict[str, int] = {}
        self.plays: list[int] = []

    def see(self, scene: NarratedScene, frame: int, *, at_rest: bool) -> None:
        """Look at the scene as it is in a frame."""
        picture = self.looker.look(scene)
        self.pictures += 1
        self._note("layout", frame, layout.judge(picture, scene.regions, self.limits, at_rest=at_rest))
        self._note("truth", frame, truth.judge(picture, self.limits))
        self._note("sums", frame, self.sums.see(picture, at_rest=at_rest))
        self._note("arrows", frame, self.arrows.see(scene, frame))
        if not at_rest:  # a still wait updates nothing
            self._note("steps", frame, self.steps.see(scene))
        self.pace.see(picture, frame)
        self.empty.see(picture, frame, _stage_of(scene))
        self.numbers += len(truth.live_numbers(picture))
        for text in truth.texts(picture):
            self.shown.setdefault(text, frame)
        if at_rest:
            self._note("colour-blind", frame, colour_blind.judge(scene, picture, self.limits))
            words = picture.text_orders
            ground = {shape.order for shape in picture.shapes if contrast.is_ground(shape)}
            wordless = draw_alone(
                scene, [m for order, m in enumerate(picture.mobjects) if order not in words]
            )
            bare = draw_alone(scene, [m for order, m in enumerate(picture.mobjects) if order in ground])
            self._note("contrast", frame, contrast.judge(picture, wordless, bare, self.limits))
            if self.ledger:
                # A scene's theme is set for its language and format when it begins.
                self.held = self.held or Held(self.ledger, scene.theme)
                self._note("ledger", frame, self.held.judge(picture, self.limits))
            self._note("crowd", frame, crowd.judge(picture, self.limits))
            self._note("phone", frame, phone.judge(picture, self.limits))
            on_phone = phone.judge_still(scene, picture, wordless, bare, self.limits)
            self._note("phone", frame, on_phone)

    def see_step(self, scene: NarratedScene, frame: int) -> None:
        """Look at a frame for the sake of those marks only that change together."""
        self._note("steps", frame, self.steps.see_frame(scene, frame))

    def _note(self, row: str, frame: int, notes: Iterable[Note]) -> None:
        """Keep what was seen in a frame, where it was first seen."""
        self._keep(row, (replace(note, frame=frame) for note in notes))

    def _keep(self, row: str, notes: Iterable[Note]) -> None:
        kept = self.notes.setdefault(row, {})
        for note in notes:
            self.worst[row] = min(self.worst.get(row, np.inf), note.value)
            # What is right is measured only; what is wrong is told.
            if note.kind:
                kept.setdefault((note.kind, note.what), note)

    def telling(self, name: str, scene: NarratedScene) -> Telling:
        """All that was seen."""
        lines = tuple(Span(sheet.line, sheet.text, sheet.start, sheet.end) for sheet in scene.sheets)
        self._keep("pace", self.pace.notes(scene.frame))
        self._keep("arrows", self.arrows.notes())
        self._keep("empty", self.empty.notes(lines))
        return Telling(
            name,
            scene.frame,
            lines,
            self.pictures,
            {row: tuple(notes.values()) for row, notes in self.notes.items()},
            tuple(self.plays),
            self.shown,
            self.numbers,
            self.worst,
            tuple(
                page for sheet in scene.sheets for page in _pages(sheet, scene.words.line(sheet.line).caption)
            ),
        )


def _pages(sheet: CueSheet, caption: str) -> list[Span]:
    """When each page of a caption is shown, where it has several."""
    if len(sheet.pages) < 2:
        return []
    ends = [*(start for start, _ in sheet.pages[1:]), sheet.end]
    shown, position = [], 0
    for (start, rows), end in zip(sheet.pages, ends, strict=True):
        # Its rows have lost the spaces at which they were broken.
        first = caption.index(rows[0], position)
        position = caption.index(rows[-1], first) + len(rows[-1])
        shown.append(Span(sheet.line, caption[first:position], start, end))
    return shown


def _stage_of(scene: NarratedScene) -> Box | None:
    """What is above the ground of a staged scene."""
    if not scene.staged:
        return None
    frame, horizon = scene.regions.frame, scene.ground.horizon
    left, right, top = frame.edge(LEFT)[0], frame.edge(RIGHT)[0], frame.edge(UP)[1]
    return box_of(to_pixels(np.array([(left, horizon, 0.0), (right, top, 0.0)])))


def _watched(scene_class: type[NarratedScene], watcher: _Watcher) -> type[NarratedScene]:
    class Watched(scene_class):  # type: ignore[misc,valid-type]
        def _frames_to_compute(self, count: int) -> Sequence[int]:
            step = max(1, round(_LOOK_EVERY * self.fps))
            # The first frame counts: it is what a viewer sees when the word is spoken.
            self.looks = [frame for frame in range(count) if frame % step == 0 or frame == count - 1]
            return range(count) if watcher.steps.wants(self) else self.looks

        def look_on_the_way(self, time: float) -> None:
            frame = round(time * self.fps) - 1
            watcher.see_step(self, self.frame + frame)
            if frame in self.looks:
                watcher.see(self, self.frame + frame, at_rest=False)

        def play(self, *args: Any, **kwargs: Any) -> None:
            watcher.plays.append(self.frame)
            super().play(*args, **kwargs)

        def _advance(self, count: int) -> None:
            super()._advance(count)
            watcher.see(self, self.frame - 1, at_rest=True)

    Watched.__name__, Watched.__qualname__ = scene_class.__name__, scene_class.__qualname__
    Watched.__module__ = scene_class.__module__
    return Watched
