"""Parts that are made of clips, not drawn: made side by side, and put in their places together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from loss_scenes.film.cache import Input, Part
from loss_scenes.film.exchange import exchange, sync
from loss_scenes.film.progress import Display

_FOLDER = Path(__file__).parent
_ENCODER = _FOLDER.parent / "stage" / "encoding.py"
# Most of the work is ffmpeg's and NumPy's, so threads are enough.
_HANDS = 2


@dataclass(frozen=True)
class Step:
    """A part, what it is made of, and how each of its files is made."""

    part: Part
    values: Mapping[str, Any]
    makers: Mapping[Path, Callable[[Path], Any]]
    inputs: Sequence[Input]

    @classmethod
    def of(
        cls,
        name: str,
        record: Path,
        values: Mapping[str, Any],
        makers: Mapping[Path, Callable[[Path], Any]],
        inputs: Sequence[Input],
    ) -> Self:
        """The step that makes the files of ``makers``, vouched for by ``record``."""
        return cls(Part(name, record, list(makers)), values, makers, inputs)


def code(*modules: str) -> list[Input]:
    """The modules of this room that a part is made by, as inputs of it."""
    files = [_FOLDER / f"{module}.py" for module in modules]
    return [(path, "bytes") for path in [*files, _FOLDER / "clips.py", _ENCODER]]


Begun = list[tuple[Step, "Future[None]"]]


class Steps:
    """Takes steps at the same time; a context that waits for what has begun.

    Parameters
    ----------
    temporary
        Folder for products that are being made.
    home
        Folder of the film.
    """

    def __init__(self, temporary: Path, home: Path, display: Display) -> None:
        self.temporary, self.home, self.display = temporary, home, display
        self._pool = ThreadPoolExecutor(_HANDS)

    def begin(self, steps: Iterable[Step]) -> Begun:
        """Begin to make what is not up to date."""
        begun = []
        for step in steps:
            reason = step.part.stale(step.values)
            self.display.part(step.part.name, reason)
            if reason:
                begun.append((step, self._pool.submit(self._make, step)))
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
            there.seal(step.values, inputs=step.inputs)
            sync(there.record)
        if steps:
            exchange(self.home, aside)
        for step in steps:
            step.part.placed()

    def _make(self, step: Step) -> None:
        for target, make in step.makers.items():
            place = self.temporary / target.name
            make(place)
            sync(place)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=error is not None)
