"""Record what is live in a film: its scenes are told again, without filming, and looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from narrated.build.description_file import film_digest
from narrated.build.plan import Plan
from narrated.build.render_stale import drawn_parts
from narrated.build.tellings import tell_scenes
from narrated.design.formats import Format
from narrated.export import timeline_file
from narrated.export.timeline_file import TimelineFile
from narrated.json_files import load
from narrated.lesson import load_ref
from narrated.page import explore_file
from narrated.page.explore_file import Explore, Part
from narrated.page.formulas import source_of
from narrated.scene.render_options import RenderOptions
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError
from voiceover.remedies import filming_again

LOG = "explore.txt"


def record(plan: Plan, temporary: Path, say: Callable[[str], None] = lambda _: None) -> Explore:
    """What is live in a film; ``explore.json`` beside it is written where it is missing or stale.

    Parameters
    ----------
    plan
        Of a film that was made, and is not stale.
    temporary
        Folder for what is needed meanwhile.
    say
        Called with what is being done.

    Raises
    ------
    InputError
        For a film that is not there, or was not made of these scenes; for what cannot be recorded.
    """
    path, made_of = plan.beside(explore_file.NAME), digest(plan)
    try:
        known = Explore.read(path)
    except InputError:
        known = None  # missing or damaged: it is made again
    if known is not None and known.made_of == made_of:
        return known
    timeline = TimelineFile.read(plan.beside(timeline_file.NAME))
    starts = {scene.name: scene for scene in timeline.scenes}
    parts: list[Part] = []
    glyphs: dict[str, Any] = {}
    live = [scene for scene in plan.scenes if scene.script.explore]
    if live:
        say(f"looking at what is live in {len(live)} {'scene' if len(live) == 1 else 'scenes'}")
    jobs = [scene.job for scene in live]
    tellings = tell_scenes(jobs, plan.jobs, temporary, _tell, LOG, lambda name: say(f"{name}: looked at"))
    for name, told in tellings.items():
        filmed = starts.get(name)
        if filmed is None or filmed.frames != told["frames"]:
            raise InputError(f"the film is not what {name} tells now", where=path, remedy=filming_again())
        parts += [Part.of(part).at(filmed.start) for part in told["parts"]]
        for font, characters in told["glyphs"].items():
            glyphs[font] = {**glyphs.get(font, {}), **characters}
    parts.sort(key=lambda part: part.start)
    shape = plan.format
    found = Explore(made_of, timeline.fps, shape.width, shape.height, tuple(parts), glyphs)
    found.write(path)
    return found


def digest(plan: Plan) -> str:
    """What a recording is made of: the film by its manifest, the words of the page, how it is recorded."""
    found = hashlib.sha256()
    found.update(f"{explore_file.VERSION} {film_digest(plan)}".encode())
    for scene in plan.scenes:
        found.update(json.dumps([scene.name, scene.script.explore], sort_keys=True).encode())
        found.update(source_of(scene.job.ref.partition(".")[0]).encode())
        # What the scene was filmed from: pictures may be the same where what may be dragged is not.
        record = drawn_parts(plan)[scene.name].record
        if record.is_file():
            inputs = load(record, "the record")["inputs"]
            found.update(json.dumps({name: one and one["digest"] for name, one in inputs.items()}).encode())
    for module in ("explore_telling", "live_marks", "sampled", "surroundings"):
        found.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return found.hexdigest()


def _tell(job: SceneJob) -> dict[str, Any]:
    from narrated.page.explore_telling import tell_live

    options = RenderOptions(job.locale, job.voice, job.draft_takes)
    return tell_live(load_ref(job.ref), Format.of_pixels(job.width, job.height), job.fps, options)
