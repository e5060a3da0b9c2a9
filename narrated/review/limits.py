"""What a film must keep to, each number with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrated.design.caption_rows import ROWS, SHORTEST
from narrated.design.formats import WIDE, Format
from narrated.design.typography import TEXT_SIZES


@dataclass(frozen=True)
class Limits:
    """The limits of every row of the scorecard; px are pixels of the design, whose short side has 1080.

    Sources
    -------
    Contrast: WCAG 2.2, 1.4.3 (text) and 1.4.11 (graphics). It calls text large from 24 CSS px. A film is
    seen at the smallest on a phone held sideways, about 844 CSS px wide for 1920 pixels of the frame, so
    text is large from 24 * 1920 / 844 = 54.6 px, bold or not; a tall or square one fills the width of a phone
    held upright, about 390 CSS px.
    Captions: Netflix timed text guides (general requirements, Simplified Chinese, English); the width of a
    row is that of :mod:`narrated.design.typography`, columns a second those of :mod:`voiceover.text_metrics`.
    Loudness: EBU R128 as video sites play it (YouTube normalises to -14 LUFS), true peak -1 dBTP.
    Colour vision: Machado, Oliveira, Fernandes 2009 (doi:10.1109/TVCG.2009.113), full severity; the
    difference is CIEDE2000 (Sharma, Wu, Dalal 2005, doi:10.1002/col.20070). One just notices 1 to 2 where
    colours touch; thin lines that lie apart need several times that: 10 here.
    Pace: half of the speed of captions, for a picture is looked at too.
    Crowd: a number is large from about three quarters of the display step of a theme.
    Phone: the narrowest that is still common, 640 px wide where it is held sideways for a wide film, 360 px
    upright for the others. Height is that of the em square: of it a Chinese character fills about 0.9, a
    capital or digit 0.73, so 9 px leave 8 and 6.6, at which strokes just part.
    """

    # layout
    smallest_text_px: float = 24.0
    seen_from: float = 0.2  # opacity from which a thing is on the screen: a ghost of a fade is not
    half_there: float = 0.5  # opacity up to which what comes or goes leaves its place to another
    touch_px: float = 3.0  # ink boxes and strokes are softened by antialiasing this far
    # contrast
    text_ratio: float = 4.5
    large_text_ratio: float = 3.0
    large_text_px: float = 54.6
    graphics_ratio: float = 3.0
    # captions
    caption_rows: int = ROWS
    shortest_caption: float = SHORTEST
    longest_caption: float = 7.0
    caption_gap_frames: int = 2
    translation_speed: float = 1.5  # of that which captions may have: another language sets the pace
    # sync
    cue_frames: int = 1
    onset_frames: int = 2
    # sound
    loudness: float = -14.0
    loudness_off: float = 1.0
    true_peak: float = -1.0
    silence: float = 1.5
    # speech
    word_errors: float = 0.05
    # stillness
    stillness: float = 4.0
    # colour-blind
    colour_difference: float = 10.0
    # arrows
    driven_rests: float = 2.0  # seconds that a thing may stand still with the arrow that drives it
    # empty
    empty: float = 0.3  # seconds
    # pace
    characters_a_second: float = 5.0  # of Chinese
    letters_a_second: float = 15.0
    number_seconds: float = 1.0  # a number and its name
    result_rests: float = 1.0
    # crowd
    display_px: float = 120.0
    display_numbers: int = 1
    readouts: int = 3
    formulas: int = 1
    # phone
    phone_scale: float = 640 / 1920  # pixels of the phone for one of the design
    smallest_on_phone: float = 9.0
    large_on_phone: float = 24.0


LIMITS = Limits()
"""Those of a wide film."""


def limits_for(shape: Format) -> Limits:
    """The limits of a format: how large text must be.

    Examples
    --------
    >>> from narrated.design.formats import TALL
    >>> limits_for(TALL).smallest_text_px, round(limits_for(TALL).large_text_px, 1)
    (36, 66.5)
    """
    if shape == WIDE:
        return LIMITS
    text_sizes = TEXT_SIZES[shape.name]
    return replace(
        LIMITS,
        smallest_text_px=text_sizes.smallest,
        large_text_px=24 * shape.width / 390,
        display_px=90.0,
        phone_scale=360 / shape.width,
    )
