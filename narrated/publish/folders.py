"""The folders of a lesson's posts: each written aside, and then there as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PIL import Image

from narrated.build.cache import Moment, Part, digest
from narrated.build.dependency_trace import code_of
from narrated.build.films import Outcome
from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.render_stale import Draw, Drawing, draw_stale, drawn_parts, not_stale
from narrated.build.tasks import Result, Task
from narrated.build.workspace import workspace
from narrated.design.formats import COVERS
from narrated.export.timeline import Placed, Timeline, chapters
from narrated.publish.film_rules import check_cover, check_film, findings_of
from narrated.publish.platforms import Platform, platforms
from narrated.publish.post import Post
from narrated.publish.text_rules import Chapter, chapters_for, check_texts
from narrated.publish.voice_label import implicit_label, is_synthetic, label_text, write_labelled
from narrated.review.film_reader import FilmReader
from narrated.scene.clip_sheet import ClipSheet
from narrated.signals import defer_signals
from voiceover.atomic_write import sync
from voiceover.errors import Failed, InputError, Mistakes, names_for
from voiceover.remedies import filming_again
from voiceover.script.publish_words import EVERYWHERE, NOWHERE, PostWords
from voiceover.script.scene_script import LessonWords

POST = "post.md"


def home_of(plan: Plan) -> Path:
    """Where the posts of a film go, whatever its shape: ``<media>/publish/<lesson>/<locale>-<quality>``."""
    name = plan.home.name.replace(f"-{plan.format.name}-", "-", 1)
    return plan.home.parent.parent / "publish" / plan.home.parent.name / name


@dataclass
class _Film:
    """A finished film that is published: read and judged once, for all sites that show it."""

    plan: Plan
    reader: FilmReader
    digest: str
    findings: list[str]

    @property
    def seconds(self) -> float:
        return self.reader.frames / self.reader.fps

    @property
    def chapters(self) -> list[Chapter]:
        """As they stand in the film: a scene that is too short for one, such as an end card, has none."""
        placed = tuple(
            Placed(ClipSheet(one.name, "", one.title, self.reader.fps, 0, 0, one.frames, ()), one.start, 0)
            for one in self.reader.scenes
        )
        found = chapters(Timeline(self.reader.fps, self.reader.frames, placed))
        return [(start / self.reader.fps, title) for start, _, title in found]


@dataclass(frozen=True)
class _Made:
    """A folder that can be written: the post, and from where its files are linked."""

    platform: Platform
    film: _Film
    post: Post
    captions: Mapping[str, Path]


@dataclass
class Folders:
    """The posts of one lesson in one language.

    Parameters
    ----------
    plans
        Of each site, by its key, that of the film that it shows.
    display, draw
        As for a film; drawn are covers.
    """

    plans: Mapping[str, Plan]
    display: Display
    draw: Draw
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    _films: dict[str, _Film | Exception] = field(default_factory=dict)

    def write(self) -> dict[str, Outcome]:
        """Write every folder whose film and texts are as its site permits; tell what became of each.

        Raises
        ------
        InputError
            For what keeps all from being written.
        """
        some = next(iter(self.plans.values()))
        _check_sites(some.words)
        self._home = home_of(some)
        self._since = Moment.now()
        with workspace(self._home, self._home / "parts", self.display.say) as self._temporary:
            ready = {}
            for key, plan in self.plans.items():
                with self._noted(key):
                    ready[key] = self._prepared(platforms()[key], plan)
            covers = self._covers(some, {sides for one in ready.values() for sides in one.post.covers})
            for key, made in ready.items():
                with self._noted(key):
                    self.outcomes[key] = self._written(made, covers)
        return {key: self.outcomes[key] for key in self.plans}

    @contextmanager
    def _noted(self, key: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - raised again, if it is a fault of ours
            self.outcomes[key] = Outcome.of_error(error)

    def _film(self, plan: Plan) -> _Film:
        shape = plan.format.name
        if shape not in self._films:
            try:
                self._films[shape] = self._judged(plan)
            except (InputError, Failed, OSError) as error:
                self._films[shape] = error
        found = self._films[shape]
        if isinstance(found, Exception):
            raise found
        return found

    def _judged(self, plan: Plan) -> _Film:
        if not (video := plan.output(".mp4")).is_file():
            raise InputError("the film is not made yet", where=video, remedy=filming_again(plan.format.name))
        film = FilmReader(plan)
        not_stale(plan, film.video)
        content = digest(film.video)
        part = Part(f"judgement of {plan.home.name}", self._parts / f"judged-{plan.format.name}.json", [])
        values = {"film": content, "format": plan.format.name}
        if part.stale(values):
            self.display.say(f"{plan.home.name}: judging the film")
            facts = {"findings": findings_of(film, plan, self._temporary)}
            _seal(part, values, self._since, facts, "narrated.publish.film_rules")
        return _Film(plan, film, content, part.facts["findings"])

    @property
    def _parts(self) -> Path:
        return self._home / "parts"

    def _prepared(self, platform: Platform, plan: Plan) -> _Made:
        """What a folder will hold, if film and texts are as the site permits."""
        words, texts = plan.words, _texts(plan.words, platform)
        mistakes = Mistakes()
        for error in check_film(plan, 0, 0, platform):  # what can be told without looking at the film
            raise error
        film = self._film(plan)
        for error in check_film(plan, film.seconds, film.reader.video.stat().st_size, platform):
            mistakes.add(error.at(film.reader.video))
        suffixes = {"": words.language, **{f".{one.locale}": one.language for one in plan.translations}}
        captions = {
            f"{plan.lesson.slug}{locale}.{kind}": (language, plan.output(f"{locale}.{kind}"))
            for kind in platform.captions
            for locale, language in suffixes.items()
        }
        voice = plan.scenes[0].job.voice
        synthetic = is_synthetic(voice) or words.publish.labelled == EVERYWHERE
        labelled = synthetic and words.publish.labelled != NOWHERE
        labelled = labelled and (platform.label or words.publish.labelled == EVERYWHERE)
        post = Post(
            platform=platform,
            language=words.language,
            title=words.title,
            words=texts,
            chapters=chapters_for(film.chapters, platform),
            film=f"{plan.lesson.slug}.mp4",
            covers={s: f"cover-{s.replace(':', 'x')}.png" for s in platform.covers if plan.lesson.cover},
            captions={language: name for name, (language, _) in captions.items()},
            voice=voice,
            synthetic=synthetic,
            label=label_text(words.publish.label, words.language) if labelled else "",
        )
        for error in check_texts(texts, post.text, post.chapters, film.seconds, platform):
            mistakes.add(error.at(words.path))
        mistakes.tell()
        if film.findings:
            told = [f"{film.reader.video}: {one}" for one in film.findings]
            raise Failed("\n".join([*told, "Remedy: mend that; `make check` shows stills of it."]))
        return _Made(platform, film, post, {name: path for name, (_, path) in captions.items()})

    def _covers(self, some: Plan, wanted: set[str]) -> dict[str, Part]:
        """Covers by their sides; those that are stale are drawn."""
        drawings: dict[str, Drawing] = {}
        tasks: list[Task] = []
        parts: dict[str, Part] = {}
        for sides in sorted(wanted):
            shape = COVERS[sides]
            name = f"cover-{shape.name}"
            assert some.lesson.cover is not None
            job = replace(
                some.scenes[0].job,
                ref=some.lesson.cover,
                name=name,
                width=shape.width,
                height=shape.height,
                folder=self._parts / name,
            )
            plan = replace(some, scenes=(), cover=job, home=self._home, parts=self._parts)
            parts[sides] = drawn_parts(plan)[name]
            drawing = Drawing(plan, drawn_parts(plan), self._temporary, self._since, self.display)
            parts[sides] = drawing.parts[name]
            tasks += drawing.tasks()
            drawings[name] = drawing

        def take(result: Result) -> None:
            drawings[result.task.job.name].take(result)

        some = replace(some, parts=self._parts)
        draw_stale(tasks, some, self.display, self.draw, take, lambda: None)
        for drawing in drawings.values():
            drawing.tell()
        return parts

    def _written(self, made: _Made, covers: Mapping[str, Part]) -> Outcome:
        """Write one folder, if something in it is not what it should be."""
        key, post = made.platform.key, made.post
        target = self._home / key
        sources = {name: covers[sides].products[0] for sides, name in post.covers.items()}
        for picture in sources.values():
            with Image.open(picture) as opened:
                size = opened.size
            for error in check_cover(size, picture.stat().st_size, made.platform):
                raise error.at(picture)
        sources |= made.captions
        sources[post.film] = self._labelled(made) if post.label else made.film.reader.video
        text = post.markdown()
        part = Part(key, self._parts / f"{key}.json", [target / name for name in (*sources, POST)])
        values: dict[str, Any] = {
            "post": text,
            "film": made.film.digest,
            "label": post.label,
            "files": {name: digest(path) for name, path in sources.items() if name != post.film},
        }
        reason = part.stale(values)
        self.display.part(key, reason)
        if reason is None and {path.name for path in target.iterdir()} == {*sources, POST}:
            return Outcome(part.products)
        aside = self._temporary / key
        aside.mkdir()
        for name, path in sources.items():
            if name == post.film:
                _link(path, aside / name)
            else:  # may be corrected by hand, which must not reach the film's own
                shutil.copyfile(path, aside / name)
        (aside / POST).write_text(text, encoding="utf-8")
        sync(aside / POST)
        sync(aside)
        with defer_signals():
            part.forget()
            if os.path.lexists(target):
                target.replace(self._temporary / f"{key}-before")
            aside.replace(target)
            _seal(part, values, self._since)
        return Outcome(part.products, new=True)

    def _labelled(self, made: _Made) -> Path:
        """The film with the label of its voice, made once for all sites that show it."""
        plan, post = made.film.plan, made.post
        path = self._parts / f"labelled-{plan.format.name}.mp4"
        aigc = implicit_label(plan.words.presenter, made.film.digest[:32])
        values = {"film": made.film.digest, "label": post.label, "AIGC": aigc}
        part = Part(path.stem, path.with_suffix(".json"), [path])
        if part.stale(values):
            self.display.say(f"{plan.home.name}: labelling the voice")
            aside = self._temporary / path.name
            write_labelled(made.film.reader.video, post.label, plan.format, plan.words.language, aigc, aside)
            sync(aside)
            part.forget()
            aside.replace(path)
            _seal(part, values, self._since, module="narrated.publish.voice_label")
        return path


def _seal(
    part: Part,
    values: Mapping[str, Any],
    since: Moment,
    facts: Mapping[str, Any] | None = None,
    module: str = __name__,
) -> None:
    """Record what a part was made of, the code of a module among it."""
    files, packages = code_of(module)
    inputs = [(path, "bytes") for path in sorted(files)]
    part.seal(values, inputs=inputs, packages=packages, facts=facts, since=since)


def _texts(words: LessonWords, platform: Platform) -> PostWords:
    found = words.publish.of(platform.key)
    if not found.titles:
        raise InputError(
            "no titles to publish with",
            where=words.path,
            permitted='a list of them, the best first, under [publish] or [publish.sites."<platform>"]',
            remedy=f'add titles = ["..."] under [publish] there, or [publish.sites.{platform.key}]',
        )
    core = found.core if found.core or found.traffic or found.long_tail else words.hashtags
    return replace(found, description=found.description or words.description, core=core)


def _check_sites(words: LessonWords) -> None:
    for site in words.publish.sites:
        if site not in platforms():
            raise InputError(
                f"unknown platform {site!r} under [publish.sites]",
                where=words.path,
                permitted=names_for(site, platforms()),
                remedy="rename or delete it",
            )


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where there can be no link."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
        sync(target)
