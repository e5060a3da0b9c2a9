"""How docs/gallery is made: pictures that are stale are drawn side by side, then the pages are written."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path

from gallery_examples import Example, example_of
from gallery_pages import page
from gallery_pictures import Drawn, alike, digest, draw, drawn_from
from gallery_things import ROOT, Kind, Thing, kinds
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from narrated.build import versions
from narrated.cli.command import DONE, FAILED, USER_ERROR
from voiceover.atomic_write import replacing, write_whole
from voiceover.errors import InputError
from voiceover.terminal import complain, say

PAGES = {"en": "README.md", "zh": "README.zh.md"}
KEPT = ROOT / "media" / "gallery.json"


def main(folder: Path) -> int:
    """Write pictures and pages; return the exit code."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.of_system(error, folder, "cannot be made") from error
    found, examples, wrong = gather()
    if wrong:
        complain("\n".join(f"error: {one}" for one in wrong))
        return USER_ERROR
    wanted = {
        thing.picture(locale): (thing, locale)
        for kind in found
        for thing in kind.things
        for locale in thing.locales
    }
    told, failed = _draw_stale(folder, wanted, examples)
    if failed:
        return FAILED
    for left in {path.name for path in folder.glob("*.png")} - wanted.keys():
        (folder / left).unlink()
    for locale, name in PAGES.items():
        write_whole(folder / name, page(found, examples, locale))
    size = sum(path.stat().st_size for path in folder.glob("*.png"))
    say(f"{folder}: {len(wanted)} pictures ({size // 1000} kB), {told}")
    return DONE


def _draw_stale(
    folder: Path, wanted: Mapping[str, tuple[Thing, str]], examples: Mapping[str, Example]
) -> tuple[str, bool]:
    """Draw what is stale; return what was done, in words, and whether something failed."""
    kept = _kept()
    stale = {
        name: (examples[thing.path], locale)
        for name, (thing, locale) in wanted.items()
        if not _fresh(folder / name, examples[thing.path], kept.get(name, {}))
    }
    changed, failed = 0, False
    bars = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with closing(draw_all(stale)) as pictures, bars as progress:
        bar = progress.add_task("pictures", total=len(stale))
        for name, drawn in pictures:
            progress.advance(bar)
            if isinstance(drawn, str):
                failed = True
                complain(f"error: the example of {wanted[name][0].path} cannot be drawn: {drawn}")
                continue
            target = folder / name
            if not target.exists() or not _stays(target.read_bytes(), drawn, kept.get(name, {})):
                changed += 1
                with replacing(target) as aside:
                    aside.write_bytes(drawn.png)
            kept[name] = {"picture": digest(target.read_bytes()), **drawn.made_of}
            _keep(kept)
    return f"{len(stale)} drawn, {changed} of them new", failed


def gather() -> tuple[list[Kind], dict[str, Example], list[str]]:
    """What stands in the gallery, its examples, and what is wrong with them."""
    found, examples, wrong = kinds(), {}, []
    for thing in _things(found):
        try:
            examples[thing.path] = example_of(thing.name.rpartition(".")[2], thing.value)
        except Exception as error:  # noqa: BLE001 - of an example, told with its name
            wrong.append(f"{thing.path}: {error}")
    return found, examples, wrong


def _things(found: Iterable[Kind]) -> Iterable[Thing]:
    return (thing for kind in found for thing in kind.things)


def draw_all(stale: Mapping[str, tuple[Example, str]]) -> Generator[tuple[str, Drawn | str], None, None]:
    """Names of pictures, and what was drawn or what was wrong, each in a process of its own."""
    if not stale:
        return
    server = multiprocessing.get_context("forkserver")
    # Not the tools': older Pythons look for what is loaded beforehand among what is installed.
    server.set_forkserver_preload(["narrated.manim_adapter.without_sox", "narrated.scene.narrated_scene"])
    workers = min(len(os.sched_getaffinity(0)), len(stale))
    pool = ProcessPoolExecutor(workers, mp_context=server, max_tasks_per_child=1)
    try:
        jobs = {
            pool.submit(draw, example.code, example.scene, locale or "en", ROOT): name
            for name, (example, locale) in stale.items()
        }
        for job in as_completed(jobs):
            error = job.exception()
            yield jobs[job], f"{type(error).__name__}: {error}" if error else job.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _kept() -> dict[str, dict[str, str]]:
    """What this machine drew before: of each picture what it was made of."""
    try:
        found = json.loads(KEPT.read_text(encoding="utf-8"))
        return {name: dict(made_of) for name, made_of in dict(found).items()}
    except (OSError, ValueError, TypeError):
        return {}


def _keep(kept: Mapping[str, Mapping[str, str]]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    write_whole(KEPT, json.dumps(kept, indent=1, sort_keys=True))


def _fresh(target: Path, example: Example, kept: Mapping[str, str]) -> bool:
    """Whether a picture is there, and nothing that it was made of has changed."""
    now = {"picture": target, **{name: ROOT / name for name in kept if "/" in name}}
    try:
        same = all(digest(path.read_bytes()) == kept.get(name) for name, path in now.items())
    except OSError:
        return False
    of_now = {"code": digest(example.code.encode()), **versions.of_drawing()}
    return same and all(kept.get(name) == value for name, value in of_now.items())


def _stays(there: bytes, drawn: Drawn, kept: Mapping[str, str]) -> bool:
    """Whether the picture that is there is as good as the one that was drawn now."""

    def machine(made_of: Mapping[str, str]) -> dict[str, str]:
        """Versions of packages and fonts, which are not the repository's."""
        outside = (name for name in made_of if name != "picture" and (name[:3] == "../" or "/" not in name))
        return {name: made_of[name] for name in outside if name != "code"}

    if drawn_from(there) != drawn.made_of["code"]:
        return False
    # Where nothing but the repository changed, every pixel counts: it may be all that the change is seen by.
    return there == drawn.png if machine(kept) == machine(drawn.made_of) else alike(there, drawn.png)
