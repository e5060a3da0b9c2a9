"""Parts that are made of clips, not drawn: made side by side, and put in their places together."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from narrated.build.cache import Input, Moment, Part
from narrated.build.dependency_trace import code_of
from narrated.build.exchange import exchange
from narrated.build.progress import Display
from voiceover.atomic_write import sync

# Most of the work is ffmpeg's and NumPy's, so threads are enough.
_HANDS = 2


@dataclass(frozen=True)
class Call:
    """A function that makes a file, which is its last argument.

    Named like a scene, ``"module:function"``: the module, which may be heavy, is imported when it is called.
    All that this module runs is what the file is made by, and nobody needs to list it.
    """

    ref: str
    arguments: tuple[Any, ...]

    def __call__(self, target: Path) -> None:
        """Make the file."""
        module, _, function = self.ref.partition(":")
        getattr(importlib.import_module(module), function)(*self.arguments, target)


Maker = Call | str  # a call that makes the file, or its text


@dataclass(frozen=True)
class Step:
    """A part, what it is made of, and how each of its files is made.

    ``inputs`` tells files that it is made of; it is called once they were read.
    """

    part: Part
    values: Mapping[str, Any]
    makers: Mapping[Path, Maker]
    inputs: Callable[[], Iterable[Input]]

    @classmethod
    def of(
        cls,
        name: str,
        record: Path,
        values: Mapping[str, Any],
        makers: Mapping[Path, Maker],
        inputs: Callable[[], Iterable[Input]] = tuple,
    ) -> Self:
        """The step that makes the files of ``makers``, vouched for by ``record``."""
        texts = {
            path.name: hashlib.sha256(text.encode()).hexdigest()
            for path, text in makers.items()
            if isinstance(text, str)
        }
        return cls(Part(name, record, list(makers)), {**values, **texts}, makers, inputs)

    def make(self, folder: Path) -> None:
        """Make the files in a folder, and wait until they are on the disk."""
        for target, make in self.makers.items():
            place = folder / target.name
            if isinstance(make, str):
                place.write_text(make, encoding="utf-8")
            else:
                make(place)
            sync(place)

    def seal(self, part: Part, since: Moment) -> None:
        """Record of the part's files, wherever they stand, what made them."""
        inputs = list(self.inputs())
        packages: dict[str, str] = {}
        for make in self.makers.values():
            if isinstance(make, Call):
                files, found = code_of(make.ref.partition(":")[0])
                inputs += [(path, "bytes") for path in sorted(files)]
                packages |= found
        part.seal(self.values, inputs=inputs, packages=packages, since=since)


Begun = list[tuple[Step, "Future[None]"]]


class Steps:
    """Takes steps at the same time; a context that waits for what has begun.

    Parameters
    ----------
    temporary
        Folder for products that are being made.
    home
        Folder of the film.
    since
        When the build began.

    Attributes
    ----------
    idle
        Whether all was up to date so far.
    """

    def __init__(self, temporary: Path, home: Path, since: Moment, display: Display) -> None:
        self.temporary, self.home, self.since, self.display = temporary, home, since, display
        self.idle = True
        self._pool = ThreadPoolExecutor(_HANDS)

    def begin(self, steps: Iterable[Step]) -> Begun:
        """Begin to make what is not up to date."""
        begun = []
        for step in steps:
            reason = step.part.stale(step.values)
            self.display.part(step.part.name, reason)
            if reason:
                self.idle = False
                begun.append((step, self._pool.submit(step.make, self.temporary)))
        return begun

    def end(self, begun: Begun) -> None:
        """Wait until all is made; only then, and all at once, let it replace what was there before."""
        for _, made in begun:
            made.result()
        steps = [step for step, _ in begun]
        aside = self.temporary / "set"
        for step in steps:
            there = step.part.at(aside, self.home)
            for path in (there.record, *there.products):
                path.parent.mkdir(parents=True, exist_ok=True)
            for path in there.products:
                (self.temporary / path.name).replace(path)
            step.seal(there, self.since)
        if steps:
            exchange(self.home, aside)
        for step in steps:
            step.part.placed()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=error is not None)
