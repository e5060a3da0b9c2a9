"""One rendering, in a process of its own: draw from the beat that changed, and show it before the rest."""

from __future__ import annotations

import contextlib
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from narrated.build.dependency_trace import Opened, data_files, module_files
from narrated.build.lesson_plan import plan_of
from narrated.build.plan import Plan
from narrated.export.join import copy_clips
from narrated.lesson import load_ref
from narrated.manim_adapter.narration_sound import add_narration, read_mono
from narrated.preview.messages import PreviousRender, RenderRequest, Segment
from narrated.scene.clip_sheet import Line
from voiceover.errors import InputError

Tell = Callable[[dict[str, Any]], None]

_REPORT_SECONDS = 0.1


class _Shifted(Exception):
    """The first beat to be drawn does not begin where it did: what was kept of the others does not fit."""


def render_preview(request: RenderRequest, tell: Tell) -> None:
    """Follow a request; tell of progress, of each clip that can be shown, and how it ended."""
    modules = list(sys.modules)
    opened = Opened()
    plan: Plan | None = None
    preview: _Preview | None = None
    answer: dict[str, Any]
    try:
        plan = plan_of(request.options)
        preview = _Preview(request, plan, tell)
        try:
            answer = preview.run()
        except _Shifted:
            preview = _Preview(replace(request, before=None), plan, tell)
            answer = preview.run()
    except InputError as error:
        answer = {"kind": "error", "text": str(error)}
    except BaseException as error:  # noqa: BLE001 - whatever a scene does, the page tells it
        answer = {"kind": "error", "text": explain(error)}
    files = _used(modules, opened, plan, request)
    if preview and answer["kind"] == "done":
        answer["previous"] = preview.for_reuse(files)
        answer["locale"] = preview.job.locale
    tell({**answer, "inputs": frozenset(files)})


class _Preview:
    def __init__(self, request: RenderRequest, plan: Plan, tell: Tell) -> None:
        from narrated.preview.fingerprints import Fingerprints

        (scene,) = plan.scenes
        self.request, self.tell = request, tell
        self.job = replace(scene.job, folder=request.folder)
        self.fingerprints = Fingerprints(load_ref(scene.job.ref), scene.script, self.job)
        self.kept = request.before.segments if request.before else ()
        self.first, self.last = self._changed()
        self.segments: list[Segment] = list(self.kept[: self.first])
        self.opened: tuple[str, int, float] = ("", 0, 0.0)
        self.told = 0.0

    def _changed(self) -> tuple[int, int]:
        """Numbers of the first and of the last segment that must be drawn for their own sake."""
        before = self.request.before
        if before is None or self.fingerprints.ground(map(Path, before.ground)) != before.ground:
            return 0, sys.maxsize
        edited = [
            number
            for number, segment in enumerate(self.kept)
            if segment.name and self.fingerprints.beats.get(segment.name) != before.beats.get(segment.name)
        ]
        return (edited[0], edited[-1]) if edited else (len(self.kept), len(self.kept))

    def run(self) -> dict[str, Any]:
        if self.kept and self.first == len(self.kept):
            return {"kind": "same"}
        self._draw()
        changed = self._looks_changed() if self.first == 0 else self.first
        start = self.segments[changed].start if self.request.before else 0
        self._show(self.segments, start, changed, partial=False)
        return {"kind": "done"}

    def for_reuse(self, files: Iterable[Path]) -> PreviousRender:
        """What the next rendering may use again, where this one used these files."""
        return PreviousRender(self.fingerprints.ground(files), self.fingerprints.beats, tuple(self.segments))

    def _draw(self) -> None:
        from narrated.manim_adapter.run_scene import run_scene
        from narrated.scene.render_scene import staged

        # Where the stage lets manim leave its formulas, and removes them: a link stays what it leads to.
        link = self.request.folder / "manim"
        if not link.is_symlink():
            link.symlink_to(self.request.scratch)
        with staged(self.job, self._report) as scene:
            self.scene = scene
            begin = scene.next_section
            reached = 0

            def next_section(name: str = "", *_: Any, **__: Any) -> None:
                nonlocal reached
                if reached >= self.first:
                    self._close()
                    if reached == self.last:
                        self._show(self.segments, self.segments[self.first].start, self.first, partial=True)
                reached += 1
                if reached == self.first and scene.frame != self.kept[self.first].start:
                    raise _Shifted
                self._open(name, reached)
                begin(name, skip_animations=reached < self.first)

            scene.next_section = next_section  # type: ignore[method-assign]
            self._open("", 0)
            begin("", skip_animations=self.first > 0)
            run_scene(scene)
            if reached < self.first:
                raise _Shifted
            self._close()

    def _open(self, name: str, number: int) -> None:
        self.opened = (name, self.scene.frame, time.monotonic())
        self.clip = self.request.folder / f"{number}-of-{self.request.number}.mp4"
        self._renderer.begin_clip(self.clip)

    def _close(self) -> None:
        name, start, began = self.opened
        self._renderer.end_clip()
        # A beat of no length still has its place, so that beats keep their numbers.
        frames = self.scene.frame - start
        seconds = time.monotonic() - began
        self.segments.append(Segment(name, start, frames, self.clip, seconds))

    @property
    def _renderer(self) -> Any:
        return self.scene.renderer

    def _looks_changed(self) -> int:
        """The first segment whose picture differs from before: for edits that belong to no beat."""
        for number, (old, new) in enumerate(zip(self.kept, self.segments, strict=False)):
            if (old.name, old.frames) != (new.name, new.frames):
                return number
            if new.frames and old.clip.read_bytes() != new.clip.read_bytes():
                return number
        return 0

    def _show(self, segments: Sequence[Segment], start: int, changed: int, *, partial: bool) -> None:
        """Join what is drawn, with its sound, and tell of it."""
        from narrated.scene.render_scene import sheet_of

        sheet = sheet_of(self.job, self.scene)
        fps = self.job.fps
        silent = self.request.folder / "silent.mp4"
        clip = self.request.folder / ("partial.mp4" if partial else "whole.mp4")
        copy_clips([(segment.clip, segment.frames) for segment in segments if segment.frames], fps, silent)
        sounds = [(read_mono(line.take), line.start / fps) for line in sheet.lines]
        add_narration(silent, sounds, clip, draft=True)
        self.tell(
            {
                "kind": "clip",
                "clip": clip,
                "title": sheet.title,
                "ratio": sheet.width / sheet.height,
                "fps": fps,
                "frames": sheet.frames,
                "replay": start / fps,
                "changed": segments[changed].name or "the opening",
                "partial": partial,
                # A scene that shows nothing before its first beat has no opening.
                "beats": [_beat(one, sheet.lines, fps) for one in segments if one.name or one.frames],
            }
        )

    def _report(self, done: int, total: int | None) -> None:
        if time.monotonic() - self.told > _REPORT_SECONDS:
            self.told = time.monotonic()
            self.tell({"kind": "progress", "done": done, "total": total})


def _beat(segment: Segment, lines: Sequence[Line], fps: int) -> dict[str, Any]:
    end = segment.start + segment.frames
    inside = [line for line in lines if segment.start <= line.start < end]
    return {
        "name": segment.name,
        "start": segment.start / fps,
        "seconds": round(segment.seconds, 3),
        "lines": [{"text": line.text, "start": line.start / fps} for line in inside],
    }


def explain(error: BaseException) -> str:
    """An error as its author needs it: what, and the places in the project that led to it."""
    what = "".join(traceback.format_exception_only(error)).strip()
    if isinstance(error, SyntaxError):
        return what  # which tells its own place; what led there is an import
    places = [
        f"  {place.filename}, line {place.lineno}, in {place.name}\n    {place.line}"
        for place in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in place.filename
        and not place.filename.startswith("<")
        and Path(place.filename).parent not in (Path(__file__).parent, Path(traceback.__file__).parent)
    ]
    return "\n".join([what, *(["", "Where, innermost last:", *places] if places else [])])


def _used(modules: Sequence[str], opened: Opened, plan: Plan | None, request: RenderRequest) -> set[Path]:
    """The files of the project that this rendering used, also where it failed halfway."""
    names = opened.paths.copy()
    roots = [Path.cwd(), Path(__file__).parents[2]]
    root = request.options.lesson
    if plan:
        roots += [plan.lesson.words, *filter(None, [plan.lesson.traces])]
        root = plan.scenes[0].job.ref.partition(":")[0]
    files = set()
    # A module that is broken cannot be followed; that it was opened is known all the same.
    with contextlib.suppress(SyntaxError, OSError):
        files = module_files(modules, root)
    sources = (Path(source_from_cache(name) if name.endswith(".pyc") else name).resolve() for name in names)
    files |= {path for path in sources if path.suffix == ".py" and _is_own(path)}
    return files | data_files(names, roots, [request.folder.parent, request.options.media])


def _is_own(path: Path) -> bool:
    return path.is_relative_to(Path.cwd()) and not path.is_relative_to(sys.prefix)
