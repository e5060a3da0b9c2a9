"""Make the pictures in the README, one a film with one still a scene, from finished films.

    .venv/bin/python tools/readme_picture.py docs/storyboard media/film/*-480p15

The first argument is the folder to write into, the others are the films' folders. A picture is called like
its film's language and shape: ``zh-wide.jpg``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
from PIL import Image

# Columns and width of a still, by the shape of a film.
LAYOUTS = {"wide": (4, 480), "tall": (4, 236), "square": (4, 236)}
GAP = 6
PAPER = "#11111f"
# The line that shows best what a scene is about; in a scene that is not named here, the last one.
LINES = {
    "scene1": "title",
    "scene2": "direct",
    "scene3": "classification",
    "scene7": "bee",
    "scene8": "recap",
}
# Late in the line, when its picture is complete.
AT = 0.9


def still(film: Path, frame: int, fps: int, width: int) -> Image.Image:
    """A picture of the film, so many pixels wide."""
    with av.open(f"file:{film}") as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        wanted = round(frame / fps / stream.time_base)
        container.seek(wanted, stream=stream)
        found = next(
            picture
            for picture in container.decode(stream)
            if picture.pts is not None and picture.pts >= wanted
        )
        image: Image.Image = found.to_image()  # type: ignore[no-untyped-call]
        height = round(width * image.height / image.width)
        return image.resize((width, height), Image.Resampling.LANCZOS)


def draw(home: Path, folder: Path) -> Path:
    """Draw the sheet of a film; returns where it lies."""
    timeline = json.loads((home / "timeline.json").read_text(encoding="utf-8"))
    (film,) = home.glob("*.mp4")
    # <locale>-<format>-<quality>, where a locale may have hyphens of its own.
    locale, shape, quality = home.name.rsplit("-", 2)
    if quality == "espeak" or shape not in LAYOUTS:
        sys.exit(f"{home}: not the film of the lesson's own narrator")
    columns, width = LAYOUTS[shape]
    stills = []
    for scene in timeline["scenes"]:
        lines = {line["id"]: line for line in scene["lines"]}
        line = lines.get(LINES.get(scene["name"], ""), scene["lines"][-1])
        frame = line["start"] + int(AT * (line["end"] - line["start"]))
        stills.append(still(film, frame, timeline["fps"], width))
    height, rows = stills[0].height, -(-len(stills) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP), PAPER)
    for number, picture in enumerate(stills):
        row, column = divmod(number, columns)
        sheet.paste(picture, (column * (width + GAP), row * (height + GAP)))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{locale}-{shape}.jpg"
    sheet.save(target, quality=82, optimize=True)
    return target


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for one in sys.argv[2:]:
        sys.stdout.write(f"{draw(Path(one), Path(sys.argv[1]))}\n")
