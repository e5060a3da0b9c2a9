"""What a scene is drawn from, as one bundle: the project's code, the words, their takes, manim.cfg.

All files keep their places relative to each other, so code that finds its words beside itself finds them
on any machine.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from narrated.build.dependency_trace import module_files, own_packages
from narrated.build.tasks import RenderBackend, Task
from narrated.export.storyboard import FONT
from narrated.lesson import load_ref
from voiceover.errors import InputError
from voiceover.script.scene_script import load_script
from voiceover.takes import FOLDER as TAKES
from voiceover.takes import take_for


@dataclass(frozen=True)
class Bundle:
    """A bundle of files.

    Parameters
    ----------
    base
        The folder here that its paths are relative to.
    digest
        SHA-256 of the names and contents of all files.
    data
        The files, zipped.
    working, imports
        The folder to work in, and those to import from, relative to the base.
    fonts
        Families that the scenes are set in.
    """

    base: Path
    digest: str
    data: bytes
    working: str
    imports: tuple[str, ...]
    fonts: tuple[str, ...]

    def away(self, path: Path) -> str:
        """Name in the bundle of a path here."""
        return _placed(path).relative_to(self.base).as_posix()

    def home(self, name: str) -> Path:
        """The path here of a name in the bundle.

        Raises
        ------
        ValueError
            For a name that leads out of the base.
        """
        return self.base / _inside(name)


def pack(
    tasks: Sequence[Task], backend: RenderBackend, roots: Sequence[Path], before: Iterable[str]
) -> Bundle:
    """Put together what the tasks need; their modules are imported for that.

    Parameters
    ----------
    roots
        The folder of the words, the current one, and others, which travel whole.
    before
        Names that were in ``sys.modules`` when the process began.
    """
    words, _, *folders = map(_placed, roots)
    modules, fonts = [backend.module], {FONT}
    for task in tasks:
        # A module that does not load fails where it is drawn, and is told of there.
        with suppress(Exception):
            scene = load_ref(task.job.ref)
            modules.append(scene.__module__)
            if theme := getattr(scene, "theme", None):
                fonts.add(str(theme.font))
    working = Path.cwd().resolve()
    files = {path for path in _sources(modules, before, words) if path.is_file()}
    files |= set(_words(tasks, words))
    files |= {path for folder in folders for path in folder.rglob("[!.]*") if path.is_file()}
    files |= {path for path in [working / "manim.cfg"] if path.is_file()}
    found = [Path(entry or ".").resolve() for entry in sys.path]
    imports = [entry for entry in found if any(path.is_relative_to(entry) for path in files)]
    drafts = [_placed(task.job.draft_takes) for task in tasks]
    base = Path(os.path.commonpath([working, words, *folders, *imports, *files, *drafts]))
    contents = {path.relative_to(base).as_posix(): path.read_bytes() for path in sorted(files)}
    return Bundle(
        base,
        _digest(contents),
        _zipped(contents),
        working.relative_to(base).as_posix(),
        tuple(dict.fromkeys(entry.relative_to(base).as_posix() for entry in imports)),
        tuple(sorted(fonts)),
    )


def unpack(data: bytes, digest: str, folder: Path) -> None:
    """Lay a bundle out in ``folder``, whole or not at all.

    Raises
    ------
    ValueError
        If it is not the bundle of that digest, or a name leads out of the folder.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    if _digest(contents) != digest:
        raise ValueError("a bundle arrived with other files than were sent")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".part-"))
    try:
        for name, content in contents.items():
            path = partial / _inside(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with suppress(OSError):  # another thread was quicker
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _sources(modules: Sequence[str], before: Iterable[str], words: Path) -> Iterator[Path]:
    for name in own_packages():
        # All of it: what a scene imports only while it is drawn is not known yet.
        package = Path(str(importlib.import_module(name).__file__)).resolve().parent
        yield from (path for path in package.rglob("*.py*") if path.suffix in {".py", ".pyi"})
    old = list(before)
    for path in {path for name in modules for path in module_files(old, name)}:
        yield path
        if (path.parent / "__init__.py").is_file() and not _is_own(path):
            yield from _data(path.parent, words)


def _is_own(path: Path) -> bool:
    homes = [Path(str(sys.modules[name].__file__)).resolve().parent for name in own_packages()]
    return any(path.is_relative_to(home) for home in homes)


def _data(package: Path, words: Path) -> Iterator[Path]:
    """Files of a lesson's package, apart from words and takes: of these only what is needed travels."""
    for folder, folders, names in os.walk(package):
        here = Path(folder)
        folders[:] = [
            name for name in folders if name[0] not in "._" and name != TAKES and here / name != words
        ]
        yield from (here / name for name in names if name[0] != "." and not name.endswith(".pyc"))


def _words(tasks: Sequence[Task], words: Path) -> Iterator[Path]:
    for locale in {task.job.locale for task in tasks}:
        yield from (_placed(words) / locale).glob("*.toml")
    for job in (task.job for task in tasks if task.kind == "film_scene"):
        with suppress(InputError):  # told by the check of the scenes
            for line in load_script(words, job.locale, job.name).lines:
                take = take_for(words, job.locale, line, job.voice, drafts=job.draft_takes)
                root = words if take.audio.is_relative_to(words) else job.draft_takes
                yield from (_placed(root) / path.relative_to(root) for path in (take.audio, take.sheet))


def _placed(path: Path) -> Path:
    """The path with its folder's links followed, but not its own: it keeps its name."""
    return path.absolute().parent.resolve() / path.name


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{name!r} leads out of its folder")
    return path


def _digest(contents: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(contents.items()):
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _zipped(contents: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in contents.items():
            # Without times: the same files are the same bundle.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()
