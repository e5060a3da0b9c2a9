"""Follow a plan: draw what is stale, join, and put the finished files in their place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from narrated.build import manifest
from narrated.build.cache import Input, Moment, Part
from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.render_stale import Draw, Drawing, draw_stale, drawn_parts
from narrated.build.steps import Call, Maker, Step, Steps
from narrated.build.transition_steps import Transitions
from narrated.build.workspace import workspace
from narrated.export import captions, timeline_file
from narrated.export.caption_entry import Entry, Track
from narrated.export.ffmpeg import RATE
from narrated.export.timeline import Timeline, chapters, lay
from narrated.scene.clip_sheet import CLIP, COVER, read_sheet
from voiceover.remedies import comparing


@dataclass(frozen=True)
class _Cut:
    """What is shown and when: clips and transitions in order, each with its frames and its digest."""

    timeline: Timeline
    pictures: Sequence[tuple[Path, int, str]]
    entries: Sequence[Entry]

    @property
    def shown(self) -> dict[str, Any]:
        return {
            "pictures": [digest for _, _, digest in self.pictures],
            "captions": [asdict(entry) for entry in self.entries],
        }

    @property
    def joined(self) -> list[tuple[Path, int]]:
        """The pictures with their frames, to be joined."""
        return [picture[:2] for picture in self.pictures]


def build(plan: Plan, display: Display, draw: Draw) -> list[Path]:
    """Make the film; return the finished files.

    ``draw`` draws the scenes of it that are stale.

    Raises
    ------
    InputError
        For what the user can mend.
    SceneFailed
        If a scene could not be drawn; the previous film stays as it was.
    """
    since = Moment.now()
    with (
        workspace(plan.home, plan.parts, display.say) as temporary,
        Steps(temporary, plan.home, since, display) as steps,
    ):
        manifest.check_owner(plan)
        drawing = Drawing(plan, drawn_parts(plan), temporary, since, display)
        between = Transitions(plan, drawing.parts, steps)

        def idle() -> None:
            between.begin(drawing.left)

        draw_stale(drawing.tasks(), plan, display, draw, drawing.take, idle)
        drawing.tell()
        return FilmSteps(plan, drawing.parts, steps).finish(between)


class FilmSteps:
    """From clips to the finished files; every step is kept for the next build."""

    def __init__(self, plan: Plan, drawn: Mapping[str, Part], steps: Steps) -> None:
        self.plan, self.drawn, self.steps = plan, drawn, steps
        self.clips = [read_sheet(scene.job.folder) for scene in plan.scenes]
        self.made_with = manifest.condensed(self.clips)

    def finish(self, transitions: Transitions) -> list[Path]:
        """Make what is stale; return the finished files."""
        steps = self.steps
        for locale, why in self.plan.untranslated.items():
            steps.display.say(f"no captions in {locale}: {why} (`{comparing()}` tells more)")
        timeline = lay(self.clips, transitions.frames())
        master = self._master(timeline)
        sound = steps.begin([master])
        cut = self._cut(timeline, transitions.end())
        sheet = self._storyboard(cut)
        drawing = steps.begin([sheet])
        steps.end(sound)
        film = self._film(cut, master.part)
        others = [self._manifest(cut, master.part), *self._cover()]
        steps.end([*steps.begin([film, *others]), *drawing])
        return [path for step in (film, sheet, *others) for path in step.part.products]

    def _cut(self, timeline: Timeline, between: Sequence[Step | None]) -> _Cut:
        pictures = []
        for scene, clip, step in zip(self.plan.scenes, self.clips, [*between, None], strict=True):
            pictures.append((scene.job.folder / CLIP, clip.frames, self.drawn[clip.name].digests[CLIP]))
            if step:
                path = step.part.products[0]
                pictures.append((path, self.plan.transition_frames, step.part.digests[path.name]))
        return _Cut(timeline, pictures, captions.entries(timeline))

    def _master(self, timeline: Timeline) -> Step:
        target = self.plan.parts / f"sound-{self.plan.selection}.wav"
        samples = timeline.frames * RATE // timeline.fps
        takes = [
            (line.take, (placed.start + line.start) * RATE // timeline.fps)
            for placed, line in timeline.lines()
        ]
        values = {"samples": samples, "lines": [[take.stem, start] for take, start in takes]}
        make = Call("narrated.export.sound:write_master", (takes, samples))
        return Step.of(
            "sound",
            target.with_suffix(".json"),
            values,
            {target: make},
            lambda: [(take, "take") for take, _ in takes],
        )

    def _film(self, cut: _Cut, master: Part) -> Step:
        plan, words, timeline = self.plan, self.plan.words, cut.timeline
        others = {one.locale: captions.translated(cut.entries, one) for one in plan.translations}
        beside: dict[Path, Maker] = {
            plan.output(".srt"): Call("narrated.export.caption_files:write_srt", (cut.entries,)),
            plan.output(".vtt"): Call("narrated.export.caption_files:write_vtt", (cut.entries,)),
            plan.beside(timeline_file.NAME): _json(timeline_file.TimelineFile.of(timeline).as_json()),
        }
        for locale, track in others.items():
            for suffix in ("srt", "vtt"):
                make = Call(f"narrated.export.translations:write_{suffix}", (track,))
                beside[plan.output(f".{locale}.{suffix}")] = make
        if plan.whole:
            beside |= {
                plan.beside(f"{clip.name}-captions.json"): _json(captions.scene_captions(clip))
                for clip in self.clips
            }
        tags = {"title": words.title, "description": words.description, "comment": self.made_with}
        marks = chapters(timeline)
        tracks = (Track(words.language, tuple(cut.entries)), *others.values())
        make = Call(
            "narrated.export.join:make_film",
            (cut.joined, timeline.fps, master.products[0], tracks, tags, marks),
        )
        return Step.of(
            "film",
            self._record("film"),
            {
                **cut.shown,
                "sound": master.digests,
                "tags": tags,
                "chapters": marks,
                "language": words.language,
                "translations": {locale: asdict(track) for locale, track in others.items()},
            },
            {plan.output(".mp4"): make, **beside},
            _font if others else tuple,
        )

    def _storyboard(self, cut: _Cut) -> Step:
        rows = [entry.rows for entry in cut.entries]
        return Step.of(
            "storyboard",
            self._record("storyboard"),
            {**cut.shown, "titles": [clip.title for clip in self.clips]},
            {
                self.plan.beside("storyboard.png"): Call(
                    "narrated.export.storyboard:make_storyboard", (cut.joined, cut.timeline, rows)
                )
            },
            _font,
        )

    def _manifest(self, cut: _Cut, master: Part) -> Step:
        pictures = [picture for picture, _ in cut.joined]
        return Step.of(
            "manifest",
            self._record("manifest"),
            {**cut.shown, "sound": master.digests, "made with": self.made_with},
            {
                self.plan.beside(manifest.NAME): Call(
                    "narrated.build.manifest:write_manifest",
                    (self.plan, self.clips, pictures, master.products[0]),
                )
            },
            _font,
        )

    def _cover(self) -> Iterator[Step]:
        if self.plan.cover:
            part = self.drawn[self.plan.cover.name]
            copy = Call("shutil:copyfile", (part.products[0],))
            record, target = self.plan.parts / "cover.json", self.plan.beside(COVER)
            yield Step.of(COVER, record, {"cover": part.digests}, {target: copy})

    def _record(self, name: str) -> Path:
        return self.plan.parts / f"{name}-{self.plan.selection}.json"


def _font() -> list[Input]:
    from narrated.design.fonts import font_file  # an unchanged film asks for no font

    return [(font_file(manifest.FONT)[0], "bytes")]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
