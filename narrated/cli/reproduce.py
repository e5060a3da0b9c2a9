"""``narrated reproduce``: film again, cold, in a folder of its own, and compare."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from narrated.build.build import build
from narrated.build.lesson_plan import plan_of
from narrated.build.manifest import NAME, SCHEMA
from narrated.build.plan import Options
from narrated.build.progress import Display
from narrated.build.workspace import one_film, workspace
from narrated.cli.command import DONE, FAILED
from narrated.cli.drawing import drawing
from narrated.cli.options import FILM, Command, Setting, film_options, options
from narrated.json_files import load
from voiceover.errors import InputError, excerpt
from voiceover.remedies import filming_again
from voiceover.script.tables import MAX_ENTRIES

_FOLDER = "reproduce"  # below the media folder: what a killed run leaves there, the next one removes
_TEXTS = ("lesson", "locale", "format", "quality", "voice", "python", "machine", "sound")
_TABLES = ("packages", "libraries", "font", "pictures")
_MADE_WITH = ("python", "machine", "packages", "libraries", "font")


@click.command(
    "reproduce", cls=Command, interrupted="interrupted; nothing was compared, and no film was changed"
)
@options(*FILM, "manifest")
@click.pass_obj
def command(setting: Setting, /, **given: str) -> int:
    """Film again, cold, and compare every frame and the sound.

    0: they are the same. 1: they are not, or a scene failed.
    """
    chosen = film_options(given)
    manifest = given["manifest"]
    path = Path(manifest) if manifest else plan_of(chosen, setting.qualities).beside(NAME)
    for folder in path.absolute().parents[:2]:  # that of a part of a film lies in parts/
        one_film(folder)
    return _again(read_manifest(path), setting, chosen)


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest's content.

    Raises
    ------
    InputError
        If it is missing or malformed.
    """
    write = f"{filming_again()}, which writes it"
    try:
        content = load(path, "the manifest")
    except FileNotFoundError:
        raise InputError("no manifest", where=path, remedy=write) from None
    except OSError as error:
        raise InputError.of_system(error, path, "the manifest cannot be read") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"the manifest cannot be read ({error})", where=path, remedy=write) from None
    if not isinstance(content, dict) or type(content.get("schema")) is not int or content["schema"] != SCHEMA:
        raise InputError(
            "no manifest of this version", where=path, permitted=f"schema {SCHEMA}", remedy=write
        )
    scenes = content.get("scenes")
    if isinstance(scenes, list) and len(scenes) > MAX_ENTRIES:
        raise InputError(
            f"the manifest names {len(scenes)} scenes", where=path, permitted=f"at most {MAX_ENTRIES}"
        )
    wrong = [key for key in _TEXTS if not isinstance(content.get(key), str)]
    wrong += [key for key in _TABLES if not _is_table(content.get(key))]
    named = isinstance(scenes, list) and scenes and all(isinstance(one, str) for one in scenes)
    if scenes is not None and not named:
        wrong.append("scenes")
    if not all(map(str.isprintable, _texts(content))):
        wrong.append("text (it has characters that cannot be shown)")
    if wrong:
        raise InputError(f"the manifest lacks a sound {', '.join(wrong)}", where=path, remedy=write)
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
    """What was in use then and has another version now; what was not there then had no part in it."""
    messages = []
    for part in _MADE_WITH:
        one, two = (content.get(part) for content in (asked, made))
        if isinstance(one, dict) and isinstance(two, dict):
            messages += [
                f"{part}: {name} {one.get(name)} then, {two.get(name)} now"
                for name in one
                if one.get(name) != two.get(name)
            ]
        elif one != two:
            messages.append(f"{part} {one} then, {two} now")
    return messages


def _again(asked: Mapping[str, Any], setting: Setting, chosen: Options) -> int:
    names = {quality.label: name for name, quality in setting.qualities.items()}
    if asked["quality"] not in names:
        raise InputError(
            f"unknown quality {excerpt(asked['quality'])} in the manifest", permitted=", ".join(names)
        )
    home, display = chosen.media / _FOLDER, Display()
    with workspace(home, home / "parts", display.say) as temporary:
        # What the manifest says must not be overruled by what is set for other commands.
        wanted = replace(
            chosen,
            **{name: asked[name] for name in ("lesson", "locale", "format", "voice")},
            quality=names[asked["quality"]],
            scenes=",".join(asked.get("scenes") or ()),
            media=temporary,
        )
        plan = plan_of(wanted, setting.qualities)
        build(plan, display, drawing(plan, setting.backend))
        made = read_manifest(plan.beside(NAME))
    differing = compare(asked, made)
    for message in [*differences(asked, made), *differing]:
        sys.stdout.write(f"{message}\n")
    parts = len(asked["pictures"])
    sys.stdout.write(
        f"The film is another: {len(differing)} of {parts + 1} parts differ.\n"
        if differing
        else f"The same film: every picture of {parts} parts, and the sound.\n"
    )
    return FAILED if differing else DONE
