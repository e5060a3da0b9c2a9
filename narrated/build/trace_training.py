"""Which traces of a lesson are out of date, and why; and how one is trained and put in its place.

A trace is out of date when its file is not what was written, when its recipe has another function, seed or
number of steps, or when the code that trains it has changed: the function's module and what that imports of
the lesson, without comments and docstrings. Another version of a library makes none out of date: what was
trained stays true.
"""

from __future__ import annotations

import ast
import hashlib
import io
import re
import sys
import sysconfig
import tokenize
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from narrated.build import versions
from narrated.lesson import Lesson, authors_code, load_data
from narrated.traces.recipe import Recipe
from narrated.traces.trace_file import Array, TraceFolder
from voiceover.errors import InputError, names_for
from voiceover.remedies import installing, training

_LIBRARIES = (versions.PYTHON, "numpy", "scipy", "jax", "jaxlib", "optax")
_OURS = ("narrated", "voiceover")
_FSTRING = re.compile(r"(?i)r?fr?['\"]")
# What stands between statements, and what is written for it.
_BETWEEN = {
    tokenize.COMMENT: "",
    tokenize.DEDENT: "}",
    tokenize.ENCODING: "",
    tokenize.INDENT: "{",
    tokenize.NEWLINE: ";",
    tokenize.NL: "",
}


def folder_of(lesson: Lesson, module: str) -> TraceFolder:
    """Where the traces of a lesson are; ``module`` is its name on the command line.

    Raises
    ------
    InputError
        If it has none.
    """
    if lesson.traces is None:
        raise InputError(
            f"lesson {lesson.slug} has no traces",
            remedy='give it a folder, traces=, and recipes="module:RECIPES", as docs/traces.md says',
        )
    return TraceFolder(lesson.traces, module)


def recipes_of(lesson: Lesson, only: Iterable[str] = ()) -> Sequence[Recipe]:
    """The recipes of a lesson, none where it has none; or those of these names, in the lesson's order.

    Raises
    ------
    InputError
        If they are something else, one comes twice, or there is none of a name.
    """
    found, file = load_data(lesson.recipes, "the recipes") if lesson.recipes else ((), Path())
    if not isinstance(found, (tuple, list)) or not all(isinstance(each, Recipe) for each in found):
        raise InputError(
            f"{lesson.recipes} is no list of recipes", where=file, permitted='(Recipe("name", ...), ...)'
        )
    names = [each.name for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"more than one recipe is called {', '.join(twice)}", where=file)
    for name in only:
        if name not in names:
            raise InputError(f"no trace {name!r}", where=file, permitted=names_for(name, names))
    return [each for each in found if not only or each.name in only]


def why_stale(recipe: Recipe, folder: TraceFolder) -> str:
    """Why a trace must be trained, as the end of a sentence; empty where it is up to date.

    Raises
    ------
    InputError
        If there is no such module as the recipe names, or it is no Python.
    """
    if not folder.path(recipe.name).exists():
        return "it is missing"
    try:
        note = folder.read(recipe.name).note
    except InputError as error:
        return error.what
    for field, value in (("recipe", recipe.ref), ("seed", recipe.seed), ("steps", recipe.steps)):
        if note.get(field) != value:
            return f"its {field} was {note.get(field)}, and is {value}"
    with authors_code(recipe.ref, f"the training of {recipe.name}"):
        now = code_digest(recipe)
    if note.get("code") != now:
        return "the code that trains it has changed"
    return ""


def train(recipe: Recipe, folder: TraceFolder) -> None:
    """Train a trace and write its file, whole or not at all.

    Raises
    ------
    InputError
        If a library is missing, the author's code fails, what it returns is no trace, or it diverged.
    """
    what = f"the training of {recipe.name}"
    function, file = _function(recipe, what)
    code = code_digest(recipe)  # of what runs: it may be edited meanwhile
    with authors_code(recipe.ref, what, "failed"):
        arrays = function(recipe.seed, steps=recipe.steps)
    try:
        arrays = checked(arrays, recipe.steps)
    except InputError as error:
        raise InputError(
            f"{what}: {error.what}",
            where=file,
            permitted=error.permitted,
            remedy=error.remedy or f"mend it, then run `{training(folder.lesson, recipe.name)}`",
        ) from error
    made_by = {
        "recipe": recipe.ref,
        "seed": recipe.seed,
        "steps": recipe.steps,
        "code": code,
        "versions": versions.of(_LIBRARIES),
        "command": training(folder.lesson, recipe.name),
    }
    folder.write(recipe.name, arrays, made_by)


def _function(recipe: Recipe, what: str) -> tuple[Callable[..., Any], Path]:
    try:
        function, file = load_data(recipe.ref, what)
    except InputError as error:
        cause = error.__cause__
        missing = (
            cause.name.partition(".")[0] if isinstance(cause, ModuleNotFoundError) and cause.name else ""
        )
        if not missing or missing in (*_OURS, recipe.ref.partition(".")[0]):
            raise
        raise InputError(
            f"{what} needs {missing}, which is not installed",
            permitted="drawing, which needs no training library",
            remedy=f"run `{installing('train')}`",
        ) from error
    if not callable(function):
        raise InputError(f"{recipe.ref} is no function", where=file, permitted="def train(seed, *, steps)")
    return function, file


def checked(arrays: object, steps: int) -> dict[str, Array]:
    """What a training returned, as arrays that a trace can hold.

    Raises
    ------
    InputError
        If it is no mapping of names to arrays of numbers, ``step`` is missing or does not ascend between 0
        and ``steps``, an array is empty, or one has values that are no finite numbers.

    Examples
    --------
    >>> checked({"step": [0, 1], "height": [0.7, np.inf]}, 1)
    Traceback (most recent call last):
        ...
    voiceover.errors.InputError: it diverged: height is not finite in 1 of 2 values, first at step 1.
    Remedy: take smaller steps, or another seed.
    """
    if not isinstance(arrays, Mapping) or not all(isinstance(name, str) for name in arrays):
        raise InputError(
            f"it returned a {type(arrays).__name__}", permitted="a dict of names and arrays of numbers"
        )
    found = {name: np.asarray(value) for name, value in arrays.items()}
    for name, array in found.items():
        if not name.isidentifier():
            raise InputError(f"{name!r} is no name of an array", permitted="letters, digits and _")
        if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8 or not array.size:
            told = f"of type {array.dtype}" if array.size else "empty"
            raise InputError(
                f"{name} is {told}", permitted="at least one truth value, whole number or fraction"
            )
    step = found.get("step")
    if step is None or step.ndim != 1 or step.dtype.kind not in "iu":
        raise InputError("it returned no step", permitted="an array `step` of whole numbers, of shape (K,)")
    if step[0] < 0 or step[-1] > steps or (np.diff(step.astype(np.int64)) <= 0).any():
        raise InputError("step does not ascend", permitted=f"whole numbers that ascend, from 0 to {steps}")
    for name, array in found.items():
        bad = ~np.isfinite(array)
        if bad.any():
            told = f"it diverged: {name} is not finite in {int(bad.sum())} of {bad.size} values"
            if array.ndim and len(array) == len(step):
                told += f", first at step {step[bad.reshape(len(step), -1).any(axis=1)][0]}"
            raise InputError(told, remedy="take smaller steps, or another seed")
    return found


def code_digest(recipe: Recipe) -> str:
    """A digest of the code that trains a trace: the function's module, and what that imports of the lesson.

    Raises
    ------
    InputError
        If there is no such module.
    """
    name = recipe.ref.partition(":")[0]
    todo, sources = [name], dict[str, Path]()
    while todo:
        module = todo.pop()
        path = _own_source(module)
        if path is not None and module not in sources:
            sources[module] = path
            todo += _imports(path)
    if name not in sources:
        raise InputError(
            f"trace {recipe.name}: there is no module {name!r}",
            remedy="check the name in its recipe, and that the command is called from the project's folder",
        )
    told = hashlib.sha256()
    for module in sorted(sources):
        told.update(f"{module}\n{_words(sources[module].read_bytes())}\n".encode())
    return told.hexdigest()


def _own_source(module: str) -> Path | None:
    """The file of a module that belongs to the lesson; packages are imported on the way, others are not."""
    parts = module.split(".")
    if parts[0] in _OURS or parts[0] in sys.stdlib_module_names:
        return None
    for depth in range(1, len(parts) + 1):
        try:
            spec = find_spec(".".join(parts[:depth]))
        except (ImportError, ValueError):
            return None
        if spec is None or not spec.origin or not spec.origin.endswith(".py") or _is_library(spec.origin):
            return None
    return Path(str(spec.origin)) if spec else None


def _is_library(file: str) -> bool:
    return any(
        Path(file).is_relative_to(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib")
    )


def _imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def _words(source: bytes) -> str:
    r"""The code without what changes nothing that it does: comments, blank lines, docstrings.

    The same in every Python: since 3.12 the parts of an f-string are words of their own.

    >>> _words(b"def one():\n    'Return 1.'\n    return 1  # at once\n")
    'defone():;{return1;}'
    """
    words: list[str] = []
    begins, inside = True, 0
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        kind, text = tokenize.tok_name[token.type], token.string
        if inside:
            words[-1] += text
        elif token.type in _BETWEEN:
            begins = begins or token.type not in (tokenize.NL, tokenize.COMMENT)
            words.append(_BETWEEN[token.type])
            continue
        elif not (begins and kind == "STRING"):
            words.append(text)
        begins = False
        inside += (kind == "FSTRING_START") - (kind == "FSTRING_END")
        if not inside and _FSTRING.match(words[-1]):
            words[-1] = re.sub(r"([{}])\1+", r"\1", "".join(words[-1].split()))
    return "".join(words).replace("{;", "{").replace(";;", ";")
