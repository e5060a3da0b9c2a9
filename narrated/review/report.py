"""The scorecard for people and for programs: a table, a JSON file, and stills of what failed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from narrated.design.formats import DESIGN_SHORT_SIDE
from narrated.review.film_reader import FilmReader
from narrated.review.findings import Finding, Row

NAME = "scorecard.json"
_MOST_PICTURES = 20  # a row: whoever mends these sees the others go
_MOST_LINES = 8  # a row on the terminal; the JSON file has all
_MARK = "#ff3030"


def with_pictures(rows: Sequence[Row], film: FilmReader, folder: Path) -> list[Row]:
    """The rows, each finding with a still of its place in ``folder``; what stood there before is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return [
        replace(
            one,
            findings=tuple(
                _pictured(one, number, finding, film, folder)
                for number, finding in enumerate(one.findings, 1)
            ),
        )
        for one in rows
    ]


def _pictured(one: Row, number: int, finding: Finding, film: FilmReader, folder: Path) -> Finding:
    if number > _MOST_PICTURES or one.name in {"sound", "streams", "speech"}:
        return finding
    still = Image.fromarray(film.still(round(finding.second * film.fps)))
    if finding.box:
        scale, edge = min(still.size) / DESIGN_SHORT_SIDE, 6
        left, top, right, bottom = finding.box
        corners = [
            (left - edge) * scale,
            (top - edge) * scale,
            (right + edge) * scale,
            (bottom + edge) * scale,
        ]
        ImageDraw.Draw(still).rectangle(corners, outline=_MARK, width=max(2, round(3 * scale)))
    path = folder / f"{one.name}-{number:02}-{finding.scene}-{finding.second:.1f}s.png"
    still.save(path)
    return finding.shown_in(path)


def as_json(rows: Sequence[Row], film: FilmReader) -> dict[str, Any]:
    """The content of ``scorecard.json``; pictures are named from the file's own folder."""
    job = film.plan.scenes[0].job
    return {
        "film": film.video.name,
        "locale": job.locale,
        "voice": job.voice,
        "quality": film.plan.quality.label,
        "passed": all(one.passed is not False for one in rows),
        "rows": [
            {
                "name": one.name,
                "measured": one.measured,
                "limit": one.limit,
                "passed": one.passed,
                "findings": [
                    {
                        "scene": f.scene,
                        "second": round(f.second, 3),
                        "line": f.line,
                        "message": f.message,
                        "box": [round(edge) for edge in f.box] if f.box else None,
                        "picture": f.picture.name if f.picture else None,
                    }
                    for f in one.findings
                ],
            }
            for one in rows
        ],
    }


def write(rows: Sequence[Row], film: FilmReader, folder: Path) -> Path:
    """Write ``scorecard.json``."""
    path = folder / NAME
    path.write_text(json.dumps(as_json(rows, film), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the table, and below it what was found."""
    table = Table("row", "measured", "limit", "")
    for one in rows:
        verdict = {True: "[green]pass", False: f"[red]fail ({len(one.findings)})", None: "[yellow]skipped"}
        table.add_row(one.name, escape(one.measured), escape(one.limit), verdict[one.passed])
    console.print(table)
    for one in rows:
        for finding in one.findings[:_MOST_LINES]:
            place = " ".join(filter(None, [finding.scene, f"{finding.second:.1f} s", finding.line]))
            console.print(
                f"{one.name}: {place}: {finding.message}", markup=False, highlight=False, soft_wrap=True
            )
            if finding.picture:
                console.print(f"    {finding.picture}", markup=False, highlight=False, soft_wrap=True)
        if len(one.findings) > _MOST_LINES:
            console.print(
                f"{one.name}: and {len(one.findings) - _MOST_LINES} more", markup=False, highlight=False
            )
