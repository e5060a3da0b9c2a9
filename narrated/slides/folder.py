"""The folder of a lesson's slides: written aside, and then there as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from narrated.build.cache import Moment, Part, digest
from narrated.build.dependency_trace import code_of
from narrated.build.description_file import NAME, film_digest, read_lines
from narrated.build.films import Outcome
from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.render_stale import not_stale
from narrated.build.workspace import workspace
from narrated.review.film_reader import FilmReader
from narrated.signals import defer_signals
from narrated.slides.beats import Beat, a_line_each, beats_of, plain, sections_of
from narrated.slides.caption_band import grounds_of
from narrated.slides.clips import SUFFIXES, cut
from narrated.slides.deck_page import DECK, PAGE, write_deck
from narrated.slides.handout import write_handout
from narrated.slides.powerpoint import write_powerpoint
from narrated.slides.talk import CLIPS, COVER, Talk
from voiceover.atomic_write import sync
from voiceover.errors import InputError


def home_of(plan: Plan) -> Path:
    """Where the slides of a film go: ``<media>/slides/<lesson>/<the film's name>``."""
    return plan.home.parent.parent / "slides" / plan.home.parent.name / plan.home.name


def write_slides(plan: Plan, display: Display, *, sound: bool) -> Outcome:
    """Write the slides of a finished film, where something of them is not as it should be.

    Parameters
    ----------
    sound
        Whether the narration is heard at first.

    Raises
    ------
    InputError
        If the film is not made, or damaged.
    """
    film = FilmReader(plan)
    try:
        not_stale(plan, film.video)
    except InputError as error:  # a lecture begins when it begins: what there is, is shown
        display.say(f"note: {error}")
    home = home_of(plan).parent
    with workspace(home, home / "parts", display.say) as temporary:
        return _Slides(plan, film, display, temporary, sound).write()


class _Slides:
    """The slides of one film, while the only command in their folder writes them."""

    def __init__(self, plan: Plan, film: FilmReader, display: Display, temporary: Path, sound: bool) -> None:
        self.plan, self.film, self.display, self.temporary = plan, film, display, temporary
        self.since = Moment.now()
        self.target = home_of(plan)
        self.parts = self.target.parent / "parts"
        self.talk = self._talk(sound)

    def write(self) -> Outcome:
        clips = self._clips()
        if kept := clips.facts["captioned"]:
            told = ", ".join(kept)
            self.display.say(f"note: the captions of {told} stay: the film does not show what is behind them")
        sources = {f"{CLIPS}/{path.name}": path for path in clips.products}
        if self.talk.cover:
            sources[COVER] = self.talk.cover
        handout, powerpoint = f"{self.talk.slug}-handout.pdf", f"{self.talk.slug}.pptx"
        names = [PAGE, handout, powerpoint, *sources, *(f"deck/{name}" for name in DECK)]
        name, products = self.target.name, [self.target / name for name in names]
        part = Part(name, self.parts / f"{name}.json", products)
        values = {
            "talk": asdict(replace(self.talk, cover=None)),
            "clips": clips.digests,
            "cover": digest(self.talk.cover) if self.talk.cover else "",
        }
        reason = part.stale(values)
        self.display.part("slides", reason)
        if reason is None and _files(self.target) == set(names):
            return Outcome(tuple(products[:3]))
        self.display.say("writing the deck, the handout and the PowerPoint file")
        aside = self.temporary / name
        (aside / CLIPS).mkdir(parents=True)
        for path, source in sources.items():
            if path == COVER:  # may be corrected by hand, which must not reach the film's own
                shutil.copyfile(source, aside / path)
            else:
                _link(source, aside / path)
        write_deck(self.talk, aside)
        write_handout(self.talk, aside, aside / handout)
        write_powerpoint(self.talk, aside, aside / powerpoint)
        data = [path for path in Path(__file__).parent.rglob("*") if path.is_file() and path.suffix != ".pyc"]
        self._put(part, aside, self.target, values, __name__, data)
        clips.placed()  # a file that is linked changes its time
        return Outcome(tuple(products[:3]), new=True)

    def _talk(self, sound: bool) -> Talk:
        words, cover = self.plan.words, self.plan.home / COVER
        found = {scene.name: sections_of(scene, self.plan.parts / scene.name) for scene in self.film.scenes}
        if unknown := [name for name, starts in found.items() if starts is None]:
            self.display.say(f"note: the beats of {', '.join(unknown)} are not known: each line is one")
        starts = [found[scene.name] or a_line_each(scene) for scene in self.film.scenes]
        beats = beats_of(self.film.scenes, starts)
        return Talk(
            slug=self.plan.lesson.slug,
            language=words.language.replace("_", "-"),
            title=plain(words.title),
            subtitle=plain(words.subtitle),
            presenter=plain(words.presenter),
            shape=self.plan.format,
            fps=self.film.fps,
            sound=sound,
            beats=tuple(beats),
            seen=self._seen(beats),
            cover=cover if self.plan.cover and cover.is_file() else None,
        )

    def _seen(self, beats: Sequence[Beat]) -> dict[str, tuple[str, ...]]:
        """What is seen in the lines of each beat, if this film is described."""
        told = read_lines(self.plan.beside(NAME), {"film": film_digest(self.plan)}) or {}
        scenes = {scene.name: scene for scene in self.film.scenes}
        return {
            beat.name: tuple(
                plain(told[f"{beat.scene}/{line.id}"])
                for line in scenes[beat.scene].lines
                if beat.start <= line.start < beat.end and f"{beat.scene}/{line.id}" in told
            )
            for beat in beats
        }

    def _clips(self) -> Part:
        """The files of all beats, in a folder of ours; cut anew where the film, or a beat, is another."""
        beats, video = self.talk.beats, self.film.video
        folder = self.parts / self.target.name
        products = [folder / f"{beat.name}{suffix}" for beat in beats for suffix in SUFFIXES]
        part = Part(folder.name, self.parts / f"{folder.name}-clips.json", products)
        values = {"film": digest(video), "beats": [asdict(beat) for beat in beats]}
        reason = part.stale(values)
        self.display.part("clips", reason)
        if reason is None:
            return part
        aside = self.temporary / "clips"
        aside.mkdir()
        name = self.target.name
        self.display.expect({name: self.film.frames})
        try:
            self.display.started(name)

            def done(frames: int) -> None:
                self.display.drawn(name, frames, None)
                self.display.refresh()

            with self.film.damaged_told():
                grounds = grounds_of(video, self.film.scenes, self.plan.format)
                cut(video, self.film.sound, self.film.fps, beats, grounds, aside, done)
            self.display.ended(name, None)
        finally:
            self.display.close()
        kept = [scene for scene, ground in grounds.items() if ground is None]
        self._put(part, aside, folder, values, "narrated.slides.clips", facts={"captioned": kept})
        return part

    def _put(
        self,
        part: Part,
        aside: Path,
        target: Path,
        values: Mapping[str, Any],
        module: str,
        data: Sequence[Path] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Put a folder in the place of the one before, and record what it was made of.

        That is the code of a module, and files with what is no code.
        """
        for folder, _, names in os.walk(aside):
            for name in names:
                sync(Path(folder, name))
            sync(Path(folder))
        with defer_signals():
            part.forget()
            if os.path.lexists(target):
                target.replace(self.temporary / f"before-{aside.name}")
            aside.replace(target)
        code, packages = code_of(module)
        inputs = [(path, "bytes") for path in sorted({*code, *data})]
        part.seal(values, inputs=inputs, packages=packages, facts=facts, since=self.since)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where there can be no link."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
