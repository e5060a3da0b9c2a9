"""What a worker really used: the modules it imported and the files it opened."""

from __future__ import annotations

import ast
import functools
import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from narrated.build import versions

# What the engine is; where it is installed like any other package, it belongs to the project all the same.
ENGINE = ("narrated", "voiceover")
# Nothing of these is in a picture.
_AFTER = tuple(f"narrated.{room}" for room in ("build", "cli", "export", "farm", "preview", "review"))
FONTS = {".otc", ".otf", ".ttc", ".ttf"}
"""Text is set in them wherever they lie."""


class Opened:
    """Notes every file that Python code opens for reading from now on, for the rest of the process."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        sys.addaudithook(self._note)

    def _note(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and not (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            self.paths.add(args[0])


def module_files(before: Iterable[str], *roots: str) -> set[Path]:
    """Files of the project's modules that the modules ``roots`` came to use.

    Parameters
    ----------
    before
        Names that were in ``sys.modules`` when the process began. They count only as far as a module that
        came later imports them.
    roots
        Names of the scene's module, and of the one that draws it.
    """
    old = set(before)
    return {*_used([*roots, *(name for name in list(sys.modules) if name not in old)], _AFTER).values()}


def code_of(root: str) -> tuple[set[Path], dict[str, str]]:
    """What the loaded module ``root`` runs: files of the project's modules, and versions of all others.

    Versions are those of Python and of the distributions whose modules ours import, by their names.
    """
    used = _used([root])
    imported = {name for module, path in used.items() for name in _imported(path, module)}
    foreign = {name.partition(".")[0] for name in imported - used.keys()}
    found = (_distribution(name) for name in sorted(foreign - own_packages() - sys.stdlib_module_names))
    return set(used.values()), versions.of([versions.PYTHON, *(name for name in found if name)])


@functools.cache
def _distribution(package: str) -> str | None:
    """The name under which a package was installed; None where it was not installed by itself."""
    # The standard library knows it as well, but parses the list of every file of every package for it.
    file = Path(getattr(sys.modules[package], "__file__", None) or "/")
    for one in distributions():
        folder = Path(str(one.locate_file("")))
        if file.is_relative_to(folder):
            row = f"\n{file.relative_to(folder).as_posix()},"
            if row in f"\n{one.read_text('RECORD') or ''}":
                return one.name
    return None


def _used(todo: list[str], after: tuple[str, ...] = ()) -> dict[str, Path]:
    """Modules of the project, and their files: the named ones and what they import, none of ``after``."""
    seen: set[str] = set()
    used: dict[str, Path] = {}
    while todo:
        name = todo.pop()
        # A package's own file runs before any module in it.
        for module in (name.rsplit(".", depth)[0] for depth in range(name.count(".") + 1)):
            path = _source(module)
            if module not in seen and path is not None and not any(_within(module, room) for room in after):
                used[module] = path
                todo += _imported(path, module)
            seen.add(module)
    return used


def _within(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def data_files(opened: Iterable[str], roots: Iterable[Path], excluded: Iterable[Path]) -> set[Path]:
    """Fonts among the opened files, and data below one of ``roots`` and not below ``excluded``."""
    inside = [root.resolve() for root in roots]
    outside = [root.resolve() for root in excluded] + _foreign()
    found = set()
    for name in opened:
        path = Path(name).resolve()
        if path.suffix in {".py", ".pyc"} or not path.is_file():
            continue
        nearest = max((len(root.parts) for root in inside if path.is_relative_to(root)), default=0)
        # A words root inside an installed package lies deeper than the folder that is left out.
        if path.suffix.lower() in FONTS or nearest > max(
            (len(root.parts) for root in outside if path.is_relative_to(root)), default=0
        ):
            found.add(path)
    return found


def own_packages() -> set[str]:
    """The engine, and the loaded packages that hold a lesson; they may be installed like any other."""
    return {name for name in {module.partition(".")[0] for module in list(sys.modules)} if _is_own(name)}


@functools.cache
def _is_own(package: str) -> bool:
    file = getattr(sys.modules.get(package), "__file__", None)
    return package in ENGINE or (
        isinstance(file, str)
        and Path(file).name == "__init__.py"
        and Path(file).with_name("lesson.py").is_file()
    )


def project_modules() -> list[str]:
    """Names of the loaded modules that belong to the project."""
    return [name for name in list(sys.modules) if _source(name) is not None]


@functools.cache
def _foreign() -> list[Path]:
    paths = [
        *site.getsitepackages(),
        site.getusersitepackages(),
        *map(sysconfig.get_path, ("stdlib", "purelib")),
    ]
    return [Path(path).resolve() for path in [*paths, sys.prefix, "/proc", "/sys", "/dev"]]


def _source(name: str) -> Path | None:
    module = sys.modules.get(name)
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or not file.endswith(".py"):
        return None
    path = Path(file).resolve()
    own = _is_own(name.partition(".")[0])
    return path if own or not any(path.is_relative_to(folder) for folder in _foreign()) else None


def _imported(path: Path, name: str) -> list[str]:
    """Names of loaded modules that the source of a module imports anywhere."""
    return [found for found in _imports(path, name) if found in sys.modules]


def read_imports() -> None:
    """Read what the modules of our own packages import, once for all workers that are forked later."""
    for package in own_packages():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).resolve().parent
        for path in folder.rglob("*.py"):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            _imports(path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts))


@functools.cache
def _imports(path: Path, name: str) -> tuple[str, ...]:
    """Names that the source of the module ``name`` imports anywhere, whatever they stand for."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (up, node.module or "") if part)
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return tuple(names)
