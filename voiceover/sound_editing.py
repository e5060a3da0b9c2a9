"""A recording made ready for a film: the silence around the line cut off, and as loud as all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voiceover.errors import InputError
from voiceover.recordings import levels, step_samples
from voiceover.remedies import installing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

LOUDNESS = -23.0
"""LUFS of each recorded line, by EBU R128; the film is made as loud as players want it later."""
_PEAK = 10 ** (-1 / 20)  # full scale that no sample may pass
_RISE = 0.25  # of the way from the noise to the speech, in dB, where speech begins
_HEARD = 55.0  # dB below the speech under which nobody hears anything, however silent the room is
_APART = 30  # steps of silence that a click stands from speech, and no sound of a word does
_WORD = 12  # steps: what stands by itself and is over sooner is no word
# Seconds kept on either side of the speech, faded: breath and lips before a sound, and the room after it.
_LEAD, _TAIL = 0.03, 0.08
_SHORTEST = 0.4  # seconds in which loudness can be measured


def trimmed(sound: Samples, sample_rate: int) -> Samples:
    """The part in which somebody speaks, with a faded moment on either side.

    Examples
    --------
    >>> import numpy as np
    >>> second = np.sin(np.arange(8000) * 0.5).astype(np.float32)
    >>> silence = np.zeros(8000, np.float32)
    >>> len(trimmed(np.concatenate([silence, second, silence]), 8000)) / 8000
    1.11
    """
    import numpy as np

    level = levels(sound, sample_rate)
    noise, speech = np.quantile(level, [0.05, 0.95])
    noise = max(noise, speech - _HEARD)
    loud = np.flatnonzero(level > noise + _RISE * (speech - noise))
    if not len(loud):
        return sound
    # What follows upon each other belongs together; a key that is pressed, or a chair, stands by itself.
    parts = np.split(loud, np.flatnonzero(np.diff(loud) > _APART) + 1)
    spoken = [part for part in parts if part[-1] - part[0] + 1 >= _WORD] or parts
    step = step_samples(sample_rate)
    first = max(0, int(spoken[0][0]) * step - round(_LEAD * sample_rate))
    last = min(len(sound), (int(spoken[-1][-1]) + 1) * step + round(_TAIL * sample_rate))
    part = sound[first:last].copy()
    for side, seconds in ((part, _LEAD), (part[::-1], _TAIL)):
        count = min(len(part), round(seconds * sample_rate))
        side[:count] *= np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2
    return part


def levelled(sound: Samples, sample_rate: int) -> Samples:
    """The sound at `LOUDNESS`, or as near to it as its highest sample allows.

    Raises
    ------
    InputError
        If the package that measures loudness is missing.
    """
    import numpy as np

    meter = _loudness().Meter(sample_rate)
    shortest = round(_SHORTEST * sample_rate) + 1
    measured = float(meter.integrated_loudness(np.resize(sound, max(shortest, len(sound)))))
    if not np.isfinite(measured):
        return sound
    gain = 10 ** ((LOUDNESS - measured) / 20)
    return (sound * min(gain, _PEAK / float(np.abs(sound).max()))).astype(np.float32)


def _loudness() -> Any:
    try:
        import pyloudnorm
    except ImportError:
        raise InputError(
            "recordings need the package 'pyloudnorm', which is not installed",
            remedy=f"run `{installing('voice')}`",
        ) from None
    return pyloudnorm
