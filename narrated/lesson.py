"""A lesson as data: which scenes, in which order, and how one leaves to the next. Light: no manim."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, NoneType

from narrated.author_place import place_of
from narrated.os_errors import reported
from narrated.signals import Interrupted
from voiceover.errors import InputError, excerpt, names_for

TRANSITIONS = ("fade", "slide", "pan", "wipe", "scale", "cut")

# Names become file and folder names, so they hold nothing that a shell, ffmpeg or a path reads otherwise.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_REF = re.compile(rf"{_MODULE.pattern}:[A-Za-z_]\w*")


@dataclass(frozen=True)
class SceneRef:
    """One scene of a lesson.

    Parameters
    ----------
    ref
        Where the class is: ``"module:Class"``. A string, so that a lesson is read without importing manim.
    script
        Name of the script (``<words>/<locale>/<script>.toml``); it also names the scene's files.
    transition
        How the scene leaves to the next one: one of `TRANSITIONS`; ``"cut"`` is none.

    Raises
    ------
    InputError
        For a malformed ref or name, or an unknown transition.

    Examples
    --------
    >>> scene = SceneRef("my_lesson:EarlyOrLate", "scene1", "wipe")
    >>> scene.script, scene.transition
    ('scene1', 'wipe')
    >>> SceneRef("my_lesson", "scene1")
    Traceback (most recent call last):
        ...
    voiceover.errors.InputError: 'my_lesson' is no scene. Permitted: "module:Class".
    """

    ref: str
    script: str
    transition: str = "fade"

    def __post_init__(self) -> None:
        if not _REF.fullmatch(self.ref):
            raise InputError(f"{self.ref!r} is no scene", permitted='"module:Class"')
        _check_name(self.script, f"script of {self.ref}")
        if self.script in ("lesson", "quiz"):
            raise InputError(
                f"script of {self.ref} is {self.script!r}",
                permitted=f"another name: {self.script}.toml has what belongs to no scene",
            )
        if self.transition not in TRANSITIONS:
            raise InputError(
                f"unknown transition {self.transition!r} after {self.ref}", permitted=", ".join(TRANSITIONS)
            )

    def load(self) -> type:
        """Import the module and return the class (this imports manim)."""
        return load_ref(self.ref)


@dataclass(frozen=True)
class Lesson:
    """An ordered list of scenes that make one film.

    Parameters
    ----------
    slug
        Name of the film's files.
    words
        Folder with ``<locale>/*.toml`` and ``takes/<locale>/``.
    scenes
        The scenes in order; each script once.
    folder
        Folder of the film's files, below the media folder; the slug where nothing else is said.
    locale
        Whose words are used where nothing else is asked for.
    transition_seconds
        Length of a transition in seconds, 0 to 5; it is rounded to whole frames.
    cover
        Ref of a scene whose last frame is the cover picture.
    ledger
        A file that lists what the lesson's colours, symbols and formulas mean; ``make check`` holds what is
        drawn against it.
    quiz
        Where its questions are: ``"module:QUIZ"``, as in ``docs/quiz.md``.
    traces
        Folder of what was trained for it, as in ``docs/traces.md``.
    recipes
        What that is trained with: ``"module:RECIPES"``; a lesson has both, or neither.

    Raises
    ------
    InputError
        For a malformed name, no scene, a script that comes twice, traces without recipes or recipes without
        traces, or a transition of more than 5 s.

    Examples
    --------
    A lesson and its scene may stand in one module::

        class EarlyOrLate(NarratedScene):
            lesson = LESSON
            script = "scene1"

    >>> LESSON = Lesson(
    ...     slug="my_lesson",
    ...     words=Path("words"),
    ...     scenes=(SceneRef("my_lesson:EarlyOrLate", "scene1"),),
    ...     locale="en",
    ... )
    >>> LESSON.folder, LESSON.scenes[0].transition
    ('my_lesson', 'fade')
    """

    slug: str
    words: Path
    scenes: tuple[SceneRef, ...]
    folder: str = ""
    locale: str = "zh"
    transition_seconds: float = 0.5
    cover: str | None = None
    ledger: Path | None = None
    quiz: str | None = None
    traces: Path | None = None
    recipes: str | None = None

    def __post_init__(self) -> None:
        _check_types(self)
        _check_name(self.slug, "slug of the lesson")
        object.__setattr__(self, "folder", self.folder or self.slug)
        _check_name(self.folder, f"folder of lesson {self.slug}")
        if not self.scenes:
            raise InputError(f"lesson {self.slug} has no scenes", remedy="give it at least one SceneRef")
        object.__setattr__(self, "scenes", tuple(self.scenes))
        names = [scene.script for scene in self.scenes]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputError(f"lesson {self.slug} has more than one scene with the script {', '.join(twice)}")
        if not 0 <= self.transition_seconds <= 5:
            raise InputError(
                f"transition_seconds of lesson {self.slug} is {self.transition_seconds}", permitted="0 to 5"
            )
        if self.cover is not None and not _REF.fullmatch(self.cover):
            raise InputError(f"cover {self.cover!r} of lesson {self.slug}", permitted='"module:Class"')
        if self.quiz is not None and not _REF.fullmatch(self.quiz):
            raise InputError(f"quiz {self.quiz!r} of lesson {self.slug}", permitted='"module:QUIZ"')
        if self.recipes is not None and not _REF.fullmatch(self.recipes):
            raise InputError(f"recipes {self.recipes!r} of lesson {self.slug}", permitted='"module:RECIPES"')
        if (self.traces is None) != (self.recipes is None):
            there, lacks = ("recipes", "traces") if self.traces is None else ("traces", "recipes")
            raise InputError(f"lesson {self.slug} has {there} but no {lacks}", permitted="both, or neither")


# Of each field what it must be, and what to write.
_FIELDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "slug": (str, "a text"),
    "words": (Path, 'a path, such as Path(__file__).parent / "words"'),
    "scenes": ((tuple, list), 'SceneRefs in round brackets, as in (SceneRef("module:Class", "scene1"),)'),
    "folder": (str, "a text"),
    "locale": (str, "a text"),
    "transition_seconds": ((int, float), "a number"),
    "cover": ((str, NoneType), '"module:Class", or None'),
    "ledger": ((Path, NoneType), 'a path, such as Path(__file__).parent / "ledger.toml", or None'),
    "quiz": ((str, NoneType), '"module:QUIZ", or None'),
    "traces": ((Path, NoneType), 'a path, such as Path(__file__).parent / "traces", or None'),
    "recipes": ((str, NoneType), '"module:RECIPES", or None'),
}


def _check_types(lesson: Lesson) -> None:
    for field, (kind, permitted) in _FIELDS.items():
        value = getattr(lesson, field)
        fits = isinstance(value, kind) and not isinstance(value, bool)
        if not fits or (field == "scenes" and not all(isinstance(scene, SceneRef) for scene in value)):
            raise InputError(f"{field} of the lesson is {excerpt(repr(value))}", permitted=permitted)
    for field in ("words", "ledger", "traces"):
        if "\0" in str(getattr(lesson, field)):
            raise InputError(f"{field} of the lesson has a null character", permitted=_FIELDS[field][1])


def load_ref(ref: str) -> type:
    """Return the class that ``"module:Class"`` names.

    Raises
    ------
    InputError
        Where there is no such module or class in it.
    """
    module_name, _, class_name = ref.partition(":")
    module = _import(module_name, f"scene {ref}")
    found = getattr(module, class_name, None)
    if not isinstance(found, type):
        there = [n for n, v in vars(module).items() if isinstance(v, type) and v.__module__ == module_name]
        raise InputError(
            f"no scene {class_name!r}",
            where=getattr(module, "__file__", None) or module_name,
            permitted=names_for(class_name, there),
        )
    return found


def load_data(ref: str, what: str) -> tuple[object, Path]:
    """What the name after the colon of ``"module:NAME"`` stands for, and the module's file.

    Raises
    ------
    InputError
        Where there is no such module or name in it, or its code fails; ``what`` is what it is called there.
    """
    module_name, _, name = ref.partition(":")
    with authors_code(module_name, what):
        module = _import(module_name, f"{what} {ref}")
    file = Path(getattr(module, "__file__", None) or module_name)
    if not hasattr(module, name):
        there = [each for each in vars(module) if each.isupper()]
        raise InputError(f"no {name!r}", where=file, permitted=names_for(name, there))
    return getattr(module, name), file


def load_lesson(name: str) -> tuple[Lesson, ModuleType]:
    """Return the lesson that a module defines as ``LESSON``, and the module.

    ``name`` is that module or a package with a submodule ``lesson``.

    Raises
    ------
    InputError
        Where there is none, or its code fails.
    """
    if not _MODULE.fullmatch(name):
        raise InputError(
            f"{excerpt(name)} is no lesson", permitted="a module's name, such as lessons.log_cosh"
        )
    with authors_code(name, "the lesson"):
        module = _import(name, f"lesson {name}")
        if not hasattr(module, "LESSON") and hasattr(module, "__path__"):
            module = _import(f"{name}.lesson", f"lesson {name}")
    lesson = getattr(module, "LESSON", None)
    if not isinstance(lesson, Lesson):
        raise InputError(
            f"{name} defines no lesson",
            where=getattr(module, "__file__", None),
            remedy="set LESSON = Lesson(...) in it",
        )
    if not getattr(module, "__file__", None):
        raise InputError(f"the module {name} has no file", permitted="a lesson that stands in a file")
    return lesson, module


@contextmanager
def authors_code(name: str, what: str, failed: str = "cannot be loaded") -> Iterator[None]:
    """Tell what goes wrong in a lesson's own code, also that it wants to end the process.

    Parameters
    ----------
    name
        Where that is, if no line of the author's is to be blamed.
    what, failed
        What goes wrong, and how that is said.

    Raises
    ------
    InputError
        With the author's file and line.
    """
    try:
        yield
    except Interrupted:
        raise
    except InputError as error:
        place = None if error.where else place_of(error)
        raise error.at(f"{place[0]}, line {place[1]}") if place else error from None
    except BaseException as error:
        place = place_of(error)
        raise InputError(
            f"{what} {failed} ({type(error).__name__}: {reported(error)})",
            where=f"{place[0]}, line {place[1]}" if place else name,
        ) from error


def _import(name: str, what: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        # Only what was asked for is the user's mistake; a missing import inside it is the lesson's fault.
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise InputError(
                f"{what}: there is no module {error.name!r}",
                remedy="check the name, and that it is called from the project's folder",
            ) from error
        raise


def _check_name(name: str, what: str) -> None:
    if not _NAME.fullmatch(name):
        raise InputError(f"{what} is {name!r}", permitted="letters, digits, _ and -, at most 100")
