"""The ffmpeg that comes with the environment. Light: what only joins must not wait for SciPy."""

from __future__ import annotations

import errno
import math
import os
import re
import signal
import subprocess
from collections.abc import Sequence

from voiceover.errors import InputError

RATE = 48_000


def ebur128(
    data: bytes | None, *source: str, peak: bool = True, dual_mono: bool = False
) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) of the sound that ffmpeg's input options name.

    ``data`` is fed to its standard input; None: ``source`` names a file itself (``-i``, path). Without
    ``peak``, which takes three times as long, the peak is NaN. ``dual_mono``: its one channel will be
    played as two.
    """
    inputs = [*source, "-i", "pipe:0"] if data is not None else list(source)
    command = [ffmpeg(), "-hide_banner", "-nostats", *inputs, "-map", "0:a:0"]
    measure = f"ebur128=peak={'true' if peak else 'none'}:framelog=quiet:dualmono={str(dual_mono).lower()}"
    command += ["-af", measure, "-f", "null", "-"]
    report = run_ffmpeg(command, "measure the loudness", data)
    summary = report[report.rfind("Summary:") :]
    loudness = re.search(r"I:\s+(\S+) LUFS", summary)
    highest = re.search(r"Peak:\s+(\S+) dBFS", summary)
    if not loudness or (peak and not highest):
        raise OSError(f"ffmpeg could not measure the loudness: {report[-2000:]}")
    return float(loudness[1]), float(highest[1]) if highest else math.nan


def run_ffmpeg(command: Sequence[str], purpose: str, data: bytes | None = None) -> str:
    """Run ffmpeg; return what it reports.

    Raises
    ------
    OSError
        If it fails; its ``errno`` tells where the disk, or a file, is full.
    """
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    report = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        told = [number for number in (errno.ENOSPC, errno.EFBIG) if os.strerror(number) in report]
        number = errno.EFBIG if done.returncode == -signal.SIGXFSZ else next(iter(told), None)
        reason = report.strip()[-2000:] or f"it ended with code {done.returncode}"
        raise OSError(number, f"ffmpeg could not {purpose}: {reason}")
    return report


def ffmpeg() -> str:
    """The ffmpeg that came with the environment.

    Raises
    ------
    InputError
        If there is none.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise InputError(
            f"no ffmpeg ({error})", remedy="pip install --force-reinstall imageio-ffmpeg"
        ) from None
