"""Make the picture at the top of the README, one still a scene, from a finished film.

    .venv/bin/python tools/readme_picture.py media/film/zh-wide-1080p30 docs/storyboard.jpg

The first argument is the film's folder, the second the picture to write.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
from PIL import Image

COLUMNS, CELL, GAP = 4, (480, 270), 6
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


def still(film: Path, frame: int, fps: int) -> Image.Image:
    """A picture of the film, in the size of a cell."""
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
        return image.resize(CELL, Image.Resampling.LANCZOS)


def main(home: Path, target: Path) -> None:
    """Draw the sheet."""
    timeline = json.loads((home / "timeline.json").read_text(encoding="utf-8"))
    (film,) = home.glob("*.mp4")
    scenes = timeline["scenes"]
    rows = -(-len(scenes) // COLUMNS)
    size = [count * (side + GAP) - GAP for count, side in zip((COLUMNS, rows), CELL, strict=True)]
    sheet = Image.new("RGB", (size[0], size[1]), PAPER)
    for number, scene in enumerate(scenes):
        lines = {line["id"]: line for line in scene["lines"]}
        line = lines.get(LINES.get(scene["name"], ""), scene["lines"][-1])
        frame = line["start"] + int(AT * (line["end"] - line["start"]))
        row, column = divmod(number, COLUMNS)
        sheet.paste(still(film, frame, timeline["fps"]), (column * (CELL[0] + GAP), row * (CELL[1] + GAP)))
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(target, quality=85, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
