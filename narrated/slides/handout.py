"""The handout: a PDF with a still and the words of every beat, set by Typst, which manim brings."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from narrated.design.fonts import font_file
from narrated.design.typography import FONT
from narrated.slides.beats import Beat
from narrated.slides.talk import CLIPS, Talk

# Of each shape: how many beats stand side by side, which percentage of its place a still takes, and the size
# of words in points. Where one stands alone, there is room to write beside it.
_LAYOUTS = {"wide": (1, 54, 12.5), "square": (1, 42, 12.5), "tall": (3, 100, 11)}


def write_handout(talk: Talk, folder: Path, target: Path) -> None:
    """Write the PDF of a talk whose stills stand in a folder.

    It is PDF/UA-1: tagged, with a language, a title, bookmarks, and a text for each picture.

    Raises
    ------
    InputError
        If the font is missing.
    """
    font_file(FONT)  # Typst would set another in its place, and say so to nobody
    source = files(__package__).joinpath("handout.typ").read_bytes()
    told = {"talk": json.dumps(_data(talk), ensure_ascii=False)}
    made = typst.Compiler(source, root=str(folder), sys_inputs=told).compile(pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    target.write_bytes(made)


def _data(talk: Talk) -> dict[str, Any]:
    language, *more = talk.language.split("-")
    columns, share, size = _LAYOUTS[talk.shape.name]
    return {
        "title": talk.title,
        "subtitle": talk.subtitle,
        "presenter": talk.presenter,
        "lang": language.lower(),
        "region": next((tag for tag in more if len(tag) == 2), None),
        "fonts": [FONT, "DejaVu Sans"],
        "columns": columns,
        "share": share,
        "size": size,
        "scenes": [
            {"title": beats[0].title, "beats": [_beat(beat, talk) for beat in beats]}
            for _, group in groupby(talk.beats, key=lambda beat: beat.scene)
            for beats in [list(group)]
        ],
    }


def _beat(beat: Beat, talk: Talk) -> dict[str, Any]:
    return {
        "place": f"{beat.number}/{beat.count}",
        "still": f"/{CLIPS}/{beat.name}-last.jpg",
        "alt": talk.still_of(beat),
        "lines": [line.text for line in beat.lines],
    }
