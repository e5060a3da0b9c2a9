"""Follow a plan: draw what is stale, join, and put the finished files in their place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from loss_scenes.film import captions, manifest
from loss_scenes.film.cache import Input, Moment, Part, make_folder
from loss_scenes.film.clips import CLIP, COVER, read_clip
from loss_scenes.film.drawing import draw_stale, drawn_parts
from loss_scenes.film.faults import undisturbed
from loss_scenes.film.plan import Plan
from loss_scenes.film.progress import Display
from loss_scenes.film.studio import Studio
from loss_scenes.film.timeline import Timeline, as_json, chapters, lay
from loss_scenes.film.workspace import workspace

_FOLDER = Path(__file__).parent
_ENCODER = _FOLDER.parent / "stage" / "encoding.py"
_RATE = 48_000

# Steps that do not wait for each other are taken at the same time: most work is ffmpeg's and NumPy's.
_HANDS = 2


@dataclass(frozen=True)
class _Step:
    """A part that is made of clips, not drawn: what it is made of, and how each of its files is made."""

    part: Part
    values: Mapping[str, Any]
    makers: Mapping[Path, Callable[[Path], Any]]
    inputs: Sequence[Input]

    @classmethod
    def of(
        cls,
        name: str,
        record: Path,
        values: Mapping[str, Any],
        makers: Mapping[Path, Callable[[Path], Any]],
        inputs: Sequence[Input],
    ) -> _Step:
        return cls(Part(name, record, list(makers)), values, makers, inputs)


def build(plan: Plan, display: Display, studio: Studio) -> list[Path]:
    """Make the film; return the finished files.

    Raises
    ------
    InputError
        For what the user can mend.
    SceneFailed
        If a scene could not be drawn; the previous film stays as it was.
    """
    since = Moment.now()
    with workspace(plan.home, plan.parts, display.say) as temporary:
        drawn = drawn_parts(plan)
        draw_stale(plan, drawn, temporary, since, display, studio)
        return _Editing(plan, display, temporary, drawn).finish()


class _Editing:
    """From clips to the finished files; every step is kept for the next build."""

    def __init__(self, plan: Plan, display: Display, temporary: Path, drawn: Mapping[str, Part]) -> None:
        self.plan, self.display, self.temporary, self.drawn = plan, display, temporary, drawn
        self.clips = [read_clip(scene.job.folder) for scene in plan.scenes]

    def finish(self) -> list[Path]:
        between = [self._transition(index) for index in range(len(self.clips) - 1)]
        timeline = lay(self.clips, [self.plan.transition_frames if step else 0 for step in between])
        master = self._master(timeline)
        self._take([master, *filter(None, between)])
        pictures = [(clip.path, clip.frames, self.drawn[clip.name].digests[CLIP]) for clip in self.clips]
        for index in range(len(between) - 1, -1, -1):
            if step := between[index]:
                path = step.part.products[0]
                pictures.insert(index + 1, (path, self.plan.transition_frames, step.part.digests[path.name]))
        steps = self._film(timeline, pictures, master.part)
        self._take(steps)
        return [path for step in steps for path in step.part.products]

    def _transition(self, index: int) -> _Step | None:
        before, after = self.plan.scenes[index], self.plan.scenes[index + 1]
        kind, frames, fps = before.ref.transition, self.plan.transition_frames, self.plan.quality.fps
        if kind == "cut" or not frames:
            return None
        target = self.plan.parts / f"{before.name}-to-{after.name}.mp4"
        values = {
            "kind": kind,
            "frames": frames,
            "rate": fps,
            f"last frame of {before.name}": self.drawn[before.name].facts["last"],
            f"first frame of {after.name}": self.drawn[after.name].facts["first"],
        }

        def make(path: Path) -> None:
            from loss_scenes.film.transitions import make_transition

            make_transition(kind, self.clips[index].path, self.clips[index + 1].path, frames, fps, path)

        return _Step.of(
            target.stem, target.with_suffix(".json"), values, {target: make}, _code("transitions")
        )

    def _master(self, timeline: Timeline) -> _Step:
        target = self.plan.parts / f"sound-{self.plan.selection}.wav"
        samples = timeline.frames * _RATE // timeline.fps
        takes = [
            (line.take, (placed.start + line.start) * _RATE // timeline.fps)
            for placed, line in timeline.lines()
        ]
        values = {"samples": samples, "lines": [[take.stem, start] for take, start in takes]}
        inputs = [*((take, "take") for take, _ in takes), *_code("sound")]

        def make(path: Path) -> None:
            from loss_scenes.film.sound import write_master

            write_master(takes, samples, path)

        return _Step.of("sound", target.with_suffix(".json"), values, {target: make}, inputs)

    def _film(self, timeline: Timeline, pictures: list[tuple[Path, int, str]], master: Part) -> list[_Step]:
        plan, words = self.plan, self.plan.words
        entries = captions.entries(
            timeline, {scene.name: scene.script for scene in plan.scenes}, words.language
        )
        texts = {
            plan.output(".srt"): captions.srt(entries),
            plan.output(".vtt"): captions.vtt(entries),
            plan.beside("timeline.json"): _json(as_json(timeline)),
        }
        if plan.whole:
            texts |= {
                plan.beside(f"{clip.name}-captions.json"): _json(captions.scene_captions(clip))
                for clip in self.clips
            }
        made_with = manifest.condensed(self.clips)
        tags = {"title": words.title, "description": words.description, "comment": made_with}
        marks = chapters(timeline)
        video, sheet = plan.output(".mp4"), plan.beside("storyboard.png")

        def make_video(path: Path) -> None:
            from loss_scenes.film.join import copy_clips, metadata_text, mux

            joined, subtitles, metadata = (
                path.with_suffix(suffix) for suffix in (".h264.mp4", ".vtt", ".txt")
            )
            copy_clips([picture[:2] for picture in pictures], timeline.fps, joined)
            subtitles.write_text(captions.for_mux(entries), encoding="utf-8")
            metadata.write_text(metadata_text(tags, marks, timeline.fps), encoding="utf-8")
            mux(joined, master.products[0], subtitles if entries else None, metadata, words.language, path)

        def make_sheet(path: Path) -> None:
            from loss_scenes.film.storyboard import make_storyboard

            # The pictures alone: its stills do not change with the sound.
            joined = path.with_suffix(".mp4")
            from loss_scenes.film.join import copy_clips

            copy_clips([picture[:2] for picture in pictures], timeline.fps, joined)
            make_storyboard(joined, timeline, [entry.rows for entry in entries], path)

        content = plan.beside(manifest.NAME)

        def make_manifest(path: Path) -> None:
            joined = [picture for picture, _, _ in pictures]
            _write(manifest.text(manifest.manifest(plan, self.clips, joined, master.products[0])), path)

        shown = {"pictures": [digest for _, _, digest in pictures], "captions": texts[plan.output(".srt")]}
        heard = {"sound": master.digests, "tags": tags, "language": words.language, "chapters": marks}
        record = plan.parts / f"film-{plan.selection}"
        steps = [
            _Step.of(
                "film",
                record.with_suffix(".json"),
                {**shown, **heard, "timeline": texts[plan.beside("timeline.json")]},
                {video: make_video, **{path: partial(_write, text) for path, text in texts.items()}},
                _code("build", "captions", "join", "timeline"),
            ),
            _Step.of(
                "storyboard",
                record.with_name(f"storyboard-{plan.selection}.json"),
                {**shown, "titles": [clip.title for clip in self.clips]},
                {sheet: make_sheet},
                _code("storyboard"),
            ),
            _Step.of(
                "manifest",
                record.with_name(f"manifest-{plan.selection}.json"),
                {**shown, "sound": master.digests, "made with": made_with},
                {content: make_manifest},
                _code("manifest", "versions"),
            ),
        ]
        if plan.cover:
            cover = plan.beside(COVER)
            part = self.drawn[plan.cover.name]
            copy = partial(shutil.copyfile, part.products[0])
            steps.append(
                _Step.of(COVER, record.with_name("cover.json"), {"cover": part.digests}, {cover: copy}, ())
            )
        return steps

    def _take(self, steps: Sequence[_Step]) -> None:
        """Bring parts up to date: all products are made before the first of them replaces its predecessor."""
        stale = []
        for step in steps:
            reason = step.part.stale(step.values)
            self.display.part(step.part.name, reason)
            if reason:
                stale.append(step)
        with ThreadPoolExecutor(_HANDS) as pool:
            try:
                for made in [pool.submit(self._make, step) for step in stale]:
                    made.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for step in stale:
            self._place(step)

    def _make(self, step: _Step) -> None:
        for target, make in step.makers.items():
            make(self.temporary / target.name)

    def _place(self, step: _Step) -> None:
        part = step.part
        for target in part.products:
            make_folder(target.parent)
        make_folder(part.record.parent)
        with undisturbed():
            part.forget()
            part.clear_places(self.plan.parts)
            for target in part.products:
                (self.temporary / target.name).replace(target)
            part.seal(step.values, inputs=step.inputs)


def _code(*modules: str) -> list[Input]:
    files = [_FOLDER / f"{module}.py" for module in modules]
    return [(path, "bytes") for path in [*files, _FOLDER / "clips.py", _ENCODER]]


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
