"""What a worker really used: the modules it imported and the files it opened."""

from __future__ import annotations

import ast
import functools
import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Packages that belong to the project even where they are installed like any other.
OWN = ("loss_scenes", "voiceover")
# Nothing of these is in a picture.
_AFTER = "loss_scenes.film"
# Text is set in them wherever they lie.
_FONTS = {".otc", ".otf", ".ttc", ".ttf"}


class Opened:
    """Notes every file that Python code opens for reading from now on, for the rest of the process."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        sys.addaudithook(self._note)

    def _note(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and not (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            self.paths.add(args[0])


def module_files(before: Iterable[str], root: str) -> set[Path]:
    """Files of the project's modules that the module ``root`` came to use.

    Parameters
    ----------
    before
        Names that were in ``sys.modules`` when the process began. They count only as far as a module that
        came later imports them.
    root
        Name of the scene's module.
    """
    old = set(before)
    todo = [root, *(name for name in list(sys.modules) if name not in old)]
    seen: set[str] = set()
    files: set[Path] = set()
    while todo:
        name = todo.pop()
        # A package's own file runs before any module in it.
        parents = [name.rsplit(".", depth)[0] for depth in range(name.count(".") + 1)]
        for module_name in parents:
            path = _source(module_name)
            if (
                module_name not in seen
                and path is not None
                and not f"{module_name}.".startswith(f"{_AFTER}.")
            ):
                files.add(path)
                todo += _imported(path, module_name)
            seen.add(module_name)
    return files


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
        if path.suffix.lower() in _FONTS or nearest > max(
            (len(root.parts) for root in outside if path.is_relative_to(root)), default=0
        ):
            found.add(path)
    return found


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
    own = name.partition(".")[0] in OWN
    return path if own or not any(path.is_relative_to(folder) for folder in _foreign()) else None


def _imported(path: Path, name: str) -> list[str]:
    """Names of loaded modules that the source of a module imports anywhere."""
    return [found for found in _imports(path, name) if found in sys.modules]


def read_imports() -> None:
    """Read what the modules of our own packages import, once for all workers that are forked later."""
    for package in OWN:
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
