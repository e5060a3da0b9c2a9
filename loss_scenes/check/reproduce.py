"""``python -m loss_scenes.check.reproduce``: film again, cold, in a folder of its own, and compare."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from loss_scenes.film.cli import add_options, plan_of
from loss_scenes.film.manifest import NAME, SCHEMA
from loss_scenes.film.plan import QUALITIES, Quality
from loss_scenes.film.sheets import load
from loss_scenes.film.workspace import one_film
from voiceover.errors import InputError

_SAME, _DIFFERENT, _MENDABLE = 0, 1, 2
# What the manifest says itself must not be overruled by what is set for other commands.
_OPTIONS = ("LESSON", "LOCALE", "QUALITY", "SCENES", "VOICE", "MEDIA")
_WRITE = "run `make video`, which writes it"
_TEXTS = ("lesson", "locale", "quality", "voice", "python", "machine", "sound")
_TABLES = ("packages", "libraries", "font", "pictures")
_MADE_WITH = ("python", "machine", "packages", "libraries", "font")


def main(
    arguments: Sequence[str] | None = None,
    *,
    qualities: Mapping[str, Quality] = QUALITIES,
    film: Sequence[str] = (sys.executable, "-m", "loss_scenes.film"),
) -> int:
    """Make the film of a manifest again; return the exit code.

    0: frames and sound are the same. 1: they are not. Any other: the film could not be made.
    """
    parser = argparse.ArgumentParser(
        prog="python -m loss_scenes.check.reproduce",
        description="Film again, cold, in a temporary folder, and compare every frame and the sound.",
    )
    add_options(parser, qualities)
    parser.add_argument(
        "--manifest",
        default=os.environ.get("MANIFEST") or None,
        metavar="FILE",
        help="the manifest.json beside a film (that of the film which the other options name)",
    )
    choice = parser.parse_args(arguments)
    try:
        path = Path(choice.manifest) if choice.manifest else plan_of(choice, qualities).beside(NAME)
        for folder in path.absolute().parents[:2]:  # that of a part of a film lies in parts/
            one_film(folder)
        return _again(read_manifest(path), qualities, film, choice.jobs)
    except InputError as error:
        sys.stdout.flush()
        sys.stderr.write(f"{error}\n")
        return _MENDABLE


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest's content.

    Raises
    ------
    InputError
        If it is missing or malformed.
    """
    try:
        content = load(path, "the manifest")
    except FileNotFoundError:
        raise InputError("no manifest", where=path, remedy=_WRITE) from None
    except OSError as error:
        raise InputError(
            f"the manifest cannot be read ({error.strerror})", where=path, remedy="make it readable"
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"the manifest cannot be read ({error})", where=path, remedy=_WRITE) from None
    if not isinstance(content, dict) or type(content.get("schema")) is not int or content["schema"] != SCHEMA:
        raise InputError(
            "no manifest of this version", where=path, permitted=f"schema {SCHEMA}", remedy=_WRITE
        )
    wrong = [key for key in _TEXTS if not isinstance(content.get(key), str)]
    wrong += [key for key in _TABLES if not _is_table(content.get(key))]
    scenes = content.get("scenes")
    if scenes is not None and not (isinstance(scenes, list) and all(isinstance(one, str) for one in scenes)):
        wrong.append("scenes")
    if not all(map(str.isprintable, _texts(content))):
        wrong.append("text (it has characters that cannot be shown)")
    if wrong:
        raise InputError(f"the manifest lacks a sound {', '.join(wrong)}", where=path, remedy=_WRITE)
    return content


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _texts(value: object) -> Iterator[str]:
    """Every text in a JSON value: what differs is printed, and must not speak to a terminal."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value if isinstance(value, list) else (*value, *value.values()):
            yield from _texts(one)


def compare(asked: Mapping[str, Any], made: Mapping[str, Any]) -> list[str]:
    """What differs in frames and sound."""
    wanted, found = asked["pictures"], made["pictures"]
    messages = [f"{name}: not in both films" for name in sorted(set(wanted) ^ set(found))]
    messages += [
        f"{name}: other pictures" for name in wanted if name in found and wanted[name] != found[name]
    ]
    if asked["sound"] != made["sound"]:
        messages.append("the sound differs")
    return messages


def differences(asked: Mapping[str, Any], made: Mapping[str, Any]) -> list[str]:
    """What the two machines have in different versions."""
    messages = []
    for part in _MADE_WITH:
        one, two = (content.get(part) for content in (asked, made))
        if isinstance(one, dict) and isinstance(two, dict):
            messages += [
                f"{part}: {name} {one.get(name)} then, {two.get(name)} now"
                for name in {**one, **two}
                if one.get(name) != two.get(name)
            ]
        elif one != two:
            messages.append(f"{part} {one} then, {two} now")
    return messages


def _again(asked: Mapping[str, Any], qualities: Mapping[str, Quality], film: Sequence[str], jobs: str) -> int:
    names = {quality.label: name for name, quality in qualities.items()}
    if asked["quality"] not in names:
        raise InputError(f"unknown quality {asked['quality']!r} in the manifest", permitted=", ".join(names))
    with tempfile.TemporaryDirectory(prefix="reproduce-") as media:
        # Each in one word, so that nothing in a manifest is taken for another option.
        options = [f"--{name}={asked[name]}" for name in ("lesson", "locale", "voice")]
        options += [f"--quality={names[asked['quality']]}", f"--media={media}"]
        options += [f"--scenes={','.join(asked['scenes'])}"] if asked.get("scenes") else []
        options += [f"--jobs={jobs}"] if jobs else []
        kept = {name: value for name, value in os.environ.items() if name not in _OPTIONS}
        sys.stdout.flush()
        done = subprocess.run([*film, *options], env=kept, check=False)
        if done.returncode:
            return done.returncode
        found = list(Path(media).rglob(f"*{NAME}"))
        made = read_manifest(next(path for path in found if not path.name.startswith(".")))
    differing = compare(asked, made)
    for message in [*differences(asked, made), *differing]:
        sys.stdout.write(f"{message}\n")
    parts = len(asked["pictures"])
    sys.stdout.write(
        f"The film is another: {len(differing)} of {parts + 1} parts differ.\n"
        if differing
        else f"The same film: every picture of {parts} parts, and the sound.\n"
    )
    return _DIFFERENT if differing else _SAME


if __name__ == "__main__":
    sys.exit(main())
