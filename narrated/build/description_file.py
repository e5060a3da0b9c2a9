"""The file beside a film that tells, line by line, what is seen in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from narrated.build import manifest
from narrated.build.plan import Plan
from narrated.export import timeline_file
from narrated.json_files import load_sealed, text

NAME = "description.json"


def film_digest(plan: Plan) -> str:
    """What a description belongs to: the film, by its timeline and its manifest."""
    found = hashlib.sha256()
    for name in (timeline_file.NAME, manifest.NAME):
        found.update(plan.beside(name).read_bytes() if plan.beside(name).is_file() else b"")
    return found.hexdigest()


def read_lines(path: Path, expected: Mapping[str, object]) -> dict[str, str] | None:
    """What is seen in each line, by ``scene/line``.

    None: there is no such file, it is damaged, or does not hold what is expected of it.

    Raises
    ------
    InputError
        If something else than a file stands there, or one far too long.
    """
    try:
        table = load_sealed(path, "the description")
        if any(table[key] != value for key, value in expected.items()):
            return None
        return {key: text(table["lines"], key) for key in table["lines"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
