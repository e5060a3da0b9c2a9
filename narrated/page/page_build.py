"""Make a page: its films small, what is live in them, its texts; written when any of it has changed."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from narrated.build.cache import Moment, Part
from narrated.build.dependency_trace import code_of
from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.workspace import workspace
from narrated.page.description import describe
from narrated.page.explore_file import Explore
from narrated.page.explore_pack import packed
from narrated.page.explore_recording import record
from narrated.page.formulas import functions_source
from narrated.page.page_data import film_data, languages_of, page_words, read_timeline
from narrated.page.page_file import PageFilm, PageShell, page_shell
from narrated.page.page_video import settings
from narrated.page.quiz import export_quiz, exports, read_quiz
from voiceover.atomic_write import replacing, sync

_Told = TypeVar("_Told")
_POSTER_SIDE, _POSTER_QUALITY = 360, 40


def page_of(plan: Plan) -> Path:
    """Where the page of a lesson goes: ``<media>/page/<lesson>.html``."""
    return plan.home.parent.parent / "page" / f"{plan.lesson.slug}.html"


@dataclass(frozen=True)
class Made:
    """A page: its shell, its films, and their quizzes by film."""

    shell: PageShell
    films: tuple[PageFilm, ...]
    quizzes: Mapping[str, Any]

    @property
    def size(self) -> int:
        """Bytes of the whole page as a file."""
        around = len(self.shell.before.encode()) + len(self.shell.after.encode())
        return around + sum(-(-film.video.stat().st_size // 3) * 4 for film in self.films)


@dataclass
class PageBuild:
    """Makes the page of a lesson.

    Parameters
    ----------
    plans
        Of its finished films, by their names, the lesson's own language first.
    """

    plans: Mapping[str, Plan]
    display: Display
    _since: Moment = field(default_factory=Moment.now)

    def made(self, *, served: bool = False) -> Made:
        """The page, with its films made small; ``served``: they stand beside it.

        Raises
        ------
        InputError
            For what the user can mend: a film or a file beside it that is damaged, words that do not fit.
        """
        films = self._videos()
        explores = {film: self._told(plan, record) for film, plan in self.plans.items()}
        functions = functions_source({one for explore in explores.values() for one in explore.functions})
        data = self._data(explores, served)
        return Made(page_shell(data, functions, served=served), films, data["quiz"])

    def write(self, made: Made) -> bool:
        """Write the page as one file, and the quiz for other programs; False where they are there already."""
        target = page_of(next(iter(self.plans.values())))
        # The questions are the same in every shape.
        quizzes = {self.plans[film].scenes[0].job.locale: quiz for film, quiz in made.quizzes.items()}
        names = [name for locale in quizzes for name in exports(target.stem, target.parent, locale)]
        part = Part(target.name, target.parent / "parts" / f"{target.stem}.json", [target, *names])
        values = {
            "page": _sha(made.shell.before + made.shell.after),
            "films": {film.key: film.digest for film in made.films},
        }
        with workspace(target.parent, target.parent / "parts", self.display.say):
            reason = part.stale(values)
            self.display.part(target.name, reason)
            if reason is None:
                return False
            part.forget()
            with replacing(target) as aside, aside.open("wb") as file:
                for piece in made.shell.parts(made.films):
                    file.write(piece)
            for locale, quiz in quizzes.items():
                export_quiz(quiz, target.parent, locale)
            # Those of a language that an earlier page had are of no page any more.
            for other in exports(target.stem, target.parent, "*"):
                for left in set(target.parent.glob(other.name)).difference(names):
                    left.unlink(missing_ok=True)
            part.seal(values, since=self._since)
        return True

    def _videos(self) -> tuple[PageFilm, ...]:
        """The films as the page plays them; those that are stale are made anew."""
        parts = {film: _video_part(plan) for film, plan in self.plans.items()}
        stale = {}
        for film, part in parts.items():
            reason = part.stale(_video_values(self.plans[film]))
            self.display.part(f"{film} for the page", reason)
            if reason is not None:
                stale[film] = part
        if stale:
            self._encode(stale)
        return tuple(
            PageFilm(film, part.products[0], part.digests[part.products[0].name])
            for film, part in parts.items()
        )

    def _encode(self, stale: Mapping[str, Part]) -> None:
        frames = {film: read_timeline(self.plans[film]).frames for film in stale}
        self.display.expect(frames)
        with closing(self.display):
            for film, part in stale.items():
                self.display.started(film)
                told = partial(self._drawn, film, frames[film])
                self._encode_one(self.plans[film], part, frames[film], told)
                self.display.ended(film, None)

    def _drawn(self, film: str, of: int, done: int) -> None:
        if done % 25 == 0:
            self.display.drawn(film, done, of)
            self.display.refresh()

    def _encode_one(self, plan: Plan, part: Part, frames: int, told: Callable[[int], None]) -> None:
        from narrated.page.page_video import write_page_video
        from narrated.review.film_reader import FilmReader

        film, target = plan.output(".mp4"), part.products[0]
        with workspace(plan.home, target.parent, self.display.say) as temporary:
            aside = temporary / target.name
            with FilmReader(plan).damaged_told():
                write_page_video(film, plan.quality.fps, frames, aside, told)
            sync(aside)
            part.forget()
            aside.replace(target)
            files, packages = code_of("narrated.page.page_video")
            inputs = [(path, "bytes") for path in (film, *sorted(files))]
            part.seal(_video_values(plan), inputs=inputs, packages=packages, since=self._since)

    def _told(self, plan: Plan, tell: Callable[[Plan, Path, Callable[[str], None]], _Told]) -> _Told:
        """What is known of a film's pictures; its scenes are told again where that is not known."""
        with workspace(plan.home, plan.parts, self.display.say) as temporary:
            return tell(plan, temporary, lambda text: self.display.say(f"{_name(plan)}: {text}"))

    def _data(self, explores: Mapping[str, Explore], served: bool) -> dict[str, Any]:
        languages = languages_of(self.plans.values())
        films = []
        live: dict[str, Any] = {}
        quizzes: dict[str, Any] = {}
        for film, plan in self.plans.items():
            timeline = read_timeline(plan)
            films.append(film_data(plan, timeline))
            if served:
                films[-1]["source"] = f"films/{film}.mp4"
            if explores[film].parts:
                live[film] = explores[film].as_json()
            if quiz := read_quiz(plan.lesson, plan.scenes[0].job.locale):
                for note in quiz.left_out(live.get(film)):
                    self.display.say(f"{film}: {note}")
                quizzes[film] = quiz.as_json(timeline, live.get(film))
        return {
            "films": films,
            "posters": {film: _poster(plan) for film, plan in self.plans.items()},
            "languages": languages,
            "words": page_words(languages),
            "descriptions": self._descriptions(),
            "explore": packed(live),
            "quiz": quizzes,
        }

    def _descriptions(self) -> dict[str, Mapping[str, str]]:
        """What is seen, by language: of its first film, since all shapes show the same things."""
        found: dict[str, Mapping[str, str]] = {}
        for plan in self.plans.values():
            locale = plan.scenes[0].job.locale
            if locale not in found:
                found[locale] = self._told(plan, describe)
        return {locale: lines for locale, lines in found.items() if lines}


def _name(plan: Plan) -> str:
    return f"{plan.scenes[0].job.locale}-{plan.format.name}"


def _video_part(plan: Plan) -> Part:
    folder = plan.home / "parts" / "page"
    return Part(plan.home.name, folder / "film.json", [folder / f"{plan.lesson.slug}.mp4"])


def _video_values(plan: Plan) -> dict[str, Any]:
    return {"encoder": settings(plan.quality.fps)}


def _poster(plan: Plan) -> str:
    """The cover as a small picture, which is shown until the film begins; empty where the film has none."""
    cover = plan.beside("cover.png")
    if not cover.is_file():
        return ""
    from PIL import Image

    with Image.open(cover) as picture:
        share = _POSTER_SIDE / min(picture.size)
        small = picture.convert("RGB").resize([round(side * share) for side in picture.size])
    made = io.BytesIO()
    small.save(made, format="AVIF", quality=_POSTER_QUALITY, speed=8, max_threads=1)
    return f"data:image/avif;base64,{base64.b64encode(made.getvalue()).decode()}"


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
