"""What must be the same on two machines for their frames to be the same."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from narrated.build import versions
from narrated.design.fonts import WEIGHTS, font_file
from voiceover.errors import InputError

# As much of a digest as people compare.
_SHORT = 16


def identity(fonts: Sequence[str]) -> dict[str, str]:
    """Names and versions of all that draws and encodes here; of each font the digest of its file."""
    import cairo
    import manimpango  # type: ignore[import-untyped]

    found = versions.of_drawing()
    found["python"] = ".".join(platform.python_version_tuple()[:2])
    found |= {
        "processor": platform.machine(),
        "cairo": cairo.cairo_version_string(),
        "pango": str(manimpango.pango_version()),
        "x264": x264(),
        "the user's manim.cfg": _digest(Path.home() / ".config" / "manim" / "manim.cfg"),
    }
    return found | {f"font {family}": _font(family) for family in fonts}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """What differs, one by one, in words."""
    return [
        f"{name} is {there.get(name, 'unknown')} there and {here.get(name, 'unknown')} here"
        for name in {**here, **there}
        if here.get(name) != there.get(name)
    ]


def x264() -> str:
    """Version of the encoder, which it writes into every stream."""
    import av

    codec = av.CodecContext.create("libx264", "w")
    codec.width = codec.height = 16
    codec.pix_fmt, codec.time_base = "yuv420p", Fraction(1, 25)
    packets = [*codec.encode(av.VideoFrame(16, 16, "yuv420p")), *codec.encode(None)]
    told = re.search(rb"x264 - (core \d+(?: r\w+)?(?: \w+)?)", b"".join(map(bytes, packets)))
    return told[1].decode() if told else "unknown"


def _font(family: str) -> str:
    try:
        files = [font_file(family, weight)[0].read_bytes() for weight in WEIGHTS]
    except InputError:
        return "missing"
    return hashlib.sha256(b"".join(files)).hexdigest()[:_SHORT]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:_SHORT]
    except OSError:
        return "none"
