"""The transitions of a film: made as soon as the scenes on both sides of them are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from narrated.build.cache import Part
from narrated.build.plan import Plan
from narrated.build.steps import Begun, Call, Step, Steps
from narrated.scene.clip_sheet import CLIP


class Transitions:
    """What stands between the scenes of a plan.

    Parameters
    ----------
    drawn
        The parts of the scenes, by name.
    steps
        Makes them.
    """

    def __init__(self, plan: Plan, drawn: Mapping[str, Part], steps: Steps) -> None:
        self._plan, self._drawn, self._steps = plan, drawn, steps
        self._known: dict[int, Step | None] = {}
        self._begun: Begun = []

    def begin(self, missing: Collection[str] = ()) -> None:
        """Begin to make those whose scenes are drawn: none of the ``missing``."""
        for index in range(len(self._plan.scenes) - 1):
            sides = {scene.name for scene in self._plan.scenes[index : index + 2]}
            if index not in self._known and sides.isdisjoint(missing):
                self._known[index] = step = self._step(index)
                self._begun += self._steps.begin([step] if step else [])

    def frames(self) -> list[int]:
        """How long each is; 0 where a scene is simply cut to the next."""
        length = self._plan.transition_frames
        return [0 if scene.ref.transition == "cut" else length for scene in self._plan.scenes[:-1]]

    def end(self) -> list[Step | None]:
        """Wait until all are made and in their places; None is a cut."""
        self.begin()
        self._steps.end(self._begun)
        return [self._known[index] for index in range(len(self._known))]

    def _step(self, index: int) -> Step | None:
        before, after = self._plan.scenes[index : index + 2]
        kind, frames, fps = before.ref.transition, self.frames()[index], self._plan.quality.fps
        if not frames:
            return None
        target = self._plan.parts / f"{before.name}-to-{after.name}.mp4"
        values = {
            "kind": kind,
            "frames": frames,
            "rate": fps,
            f"last frame of {before.name}": self._drawn[before.name].facts["last"],
            f"first frame of {after.name}": self._drawn[after.name].facts["first"],
        }
        make = Call(
            "narrated.export.transitions:make_transition",
            (kind, before.job.folder / CLIP, after.job.folder / CLIP, frames, fps),
        )
        return Step.of(target.stem, target.with_suffix(".json"), values, {target: make})
