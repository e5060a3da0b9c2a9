"""Files that are being written: named after their process, and removed once that is gone. Light: no manim."""

from __future__ import annotations

import glob
import os
from pathlib import Path


def partial_path(product: Path) -> Path:
    """Where this process writes what will become ``product``."""
    return product.with_name(f".{product.stem}.{os.getpid()}.part{product.suffix}")


def remove_abandoned(product: Path) -> None:
    """Remove what processes that were killed while they wrote ``product`` left beside it."""
    begin = f".{product.stem}."
    for left in product.parent.glob(f"{glob.escape(begin)}*.part*"):
        process = left.name.removeprefix(begin).partition(".")[0]
        if process.isdecimal() and not _runs(int(process)):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
