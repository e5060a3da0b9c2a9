"""What a film was made of and what came out, so that another machine can make it again and compare."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from narrated.build import versions
from narrated.build.cache import digest
from narrated.build.plan import Plan
from narrated.design.fonts import font_file
from narrated.export.clip_reader import opened
from narrated.json_files import load
from narrated.scene.clip_sheet import CLIP, ClipSheet
from voiceover.errors import InputError

SCHEMA = 3
NAME = "manifest.json"
FONT = "Noto Sans CJK SC"  # the default theme's, which cannot be asked without manim
# Beside what a scene's pictures may depend on: what joins, sets and measures.
_FILMING = ("imageio-ffmpeg", "espeakng-loader")


def write_manifest(
    plan: Plan, clips: Sequence[ClipSheet], pictures: Sequence[Path], master: Path, target: Path
) -> None:
    """Write ``manifest.json``; the parameters are those of `manifest`."""
    content = manifest(plan, clips, pictures, master)
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def manifest(
    plan: Plan, clips: Sequence[ClipSheet], pictures: Sequence[Path], master: Path
) -> dict[str, Any]:
    """The content of ``manifest.json``.

    Pictures are compared as they are coded, without their container: a decoder has no choice in H.264, so
    the same code is the same frames, and nothing needs to be decoded. Sound is compared by its PCM master.

    Parameters
    ----------
    pictures
        Scene clips and transitions in the order in which they are joined.
    """
    job = plan.scenes[0].job
    names = [path.parent.name if path.name == CLIP else path.stem for path in pictures]
    return {
        "schema": SCHEMA,
        "lesson": lesson_module(plan),
        "scenes": None if plan.whole else [scene.name for scene in plan.scenes],
        "locale": job.locale,
        "format": plan.format.name,
        "quality": plan.quality.label,
        "voice": job.voice,
        **made_with(),
        "takes": {
            clip.name: {line.id: [line.take.stem, digest(line.take)] for line in clip.lines} for clip in clips
        },
        "pictures": {name: coded_digest(path) for name, path in zip(names, pictures, strict=True)},
        "sound": pcm_digest(master),
    }


def condensed(clips: Sequence[ClipSheet]) -> str:
    """The pins, the font and the takes in one line, for the film's own metadata."""
    takes = hashlib.sha256("".join(line.take.stem for clip in clips for line in clip.lines).encode())
    packages = " ".join(f"{name}=={version}" for name, version in _packages().items())
    return f"{packages}; {FONT} {_font_version()}; takes {takes.hexdigest()[:16]}"


def made_with() -> dict[str, Any]:
    """Versions of all that draws and encodes on this machine."""
    packages = _packages()
    return {
        "python": packages.pop("python"),
        "machine": platform.machine(),
        "packages": packages,
        "libraries": libraries(),
        "font": font(),
    }


def libraries() -> dict[str, str]:
    """Versions of the system's drawing libraries."""
    import cairo
    import manimpango  # type: ignore[import-untyped]

    return {"cairo": cairo.cairo_version_string(), "pango": manimpango.pango_version()}


def font() -> dict[str, str]:
    """The font that words are set in: its family, version and file."""
    path, index = font_file(FONT)
    return {
        "family": FONT,
        "version": _font_version(),
        "file": path.name,
        "face": str(index),
        "sha256": digest(path),
    }


def coded_digest(path: Path) -> str:
    """SHA-256 of a clip's coded pictures, one after the other, and of what a decoder must know of all."""
    found = hashlib.sha256()
    with opened(path) as container:
        stream = container.streams.video[0]
        found.update(bytes(stream.codec_context.extradata or b""))
        for packet in container.demux(stream):
            found.update(bytes(packet))
    return found.hexdigest()


def pcm_digest(path: Path) -> str:
    """SHA-256 of the samples of a WAV file."""
    with wave.open(str(path)) as file:
        return hashlib.sha256(file.readframes(file.getnframes())).hexdigest()


def lesson_module(plan: Plan) -> str:
    """Name of the module that defines the lesson."""
    file = str(plan.lesson_file)
    found = [
        name
        for name, module in list(sys.modules.items())  # another thread may import meanwhile
        if getattr(module, "__file__", None) == file and name != "__main__"
    ]
    return found[0] if found else plan.lesson.slug


def check_owner(plan: Plan) -> None:
    """See that no other lesson was filmed into the folder of this one.

    Raises
    ------
    InputError
        If its manifest names another.
    """
    try:
        owner = load(plan.home / NAME, "the manifest")["lesson"].removesuffix(".lesson")
    except (InputError, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return  # of no film; what stands there is told when it is replaced
    lesson = lesson_module(plan).removesuffix(".lesson")  # a package stands for its module of that name
    if owner != lesson:
        raise InputError(
            f"here is the film of lesson {owner}, and {lesson} would replace it",
            where=plan.home,
            remedy=f"give {lesson} a slug, or a folder, of its own in its LESSON; or move that film away",
        )


def _packages() -> dict[str, str]:
    found = {**versions.of_drawing(), **versions.of(_FILMING)}
    return {name: version for name, version in found.items() if version != "none"}


@functools.cache
def _font_version() -> str:
    command = ["fc-match", "-f", "%{fontversion}", FONT]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"  # who draws says so, with a remedy; an unchanged film needs no font
    return f"{int(answer) / 65536:.3f}"  # fontconfig gives 16.16 fixed point
