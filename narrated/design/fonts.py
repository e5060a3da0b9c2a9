"""The font that text is set in: found, or said to be missing before anything is drawn. Light: no manim."""

from __future__ import annotations

import subprocess
from pathlib import Path

from voiceover.errors import InputError, excerpt

# Packages that bring a font; any other has to be found by its name.
_PACKAGES = {"Noto Sans CJK SC": "fonts-noto-cjk", "DejaVu Sans": "fonts-dejavu-core"}
WEIGHTS = {"NORMAL": "regular", "BOLD": "bold"}
"""Weights that text is set in, and what fontconfig calls them."""


def font_file(family: str, weight: str = "NORMAL") -> tuple[Path, int]:
    """The file of a font, and the face's number in it; ``weight`` is ``NORMAL`` or ``BOLD``.

    Raises
    ------
    InputError
        If the system does not have it: another would be drawn in its place, and nobody told.
    """
    command = ["fc-match", "-f", "%{family}\t%{file}\t%{index}", f"{family}:{WEIGHTS[weight]}"]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except FileNotFoundError as error:
        raise InputError(
            "fonts cannot be looked up: there is no fc-match", remedy="sudo apt-get install fontconfig"
        ) from error
    except OSError as error:  # too few processes or open files, say: it may well be installed
        raise InputError.of_system(error, "fc-match", "fonts cannot be looked up") from error
    except subprocess.CalledProcessError as error:
        raise InputError(
            f"fonts cannot be looked up: fc-match failed ({excerpt(error.stderr.strip() or error, 200)})",
            remedy="run `fc-match` by hand, and mend what it complains of",
        ) from error
    found, _, rest = answer.partition("\t")
    file, _, index = rest.partition("\t")
    if family not in found.split(",") or not Path(file).is_file():
        package = _PACKAGES.get(family)
        raise InputError(
            f"no font {family!r} (found: {found or 'none at all'})",
            remedy=f"sudo apt-get install {package}"
            if package
            else "install it, or name another in the theme",
        )
    return Path(file), int(index)
