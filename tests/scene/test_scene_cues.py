"""Frame arithmetic of lines and cues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrated.scene.cues import CueError, CueSheet

SECONDS = st.floats(0.01, 60.0, allow_nan=False)


def sheet(start: int = 10, seconds: float = 2.0, fps: int = 30, **spoken: float) -> CueSheet:
    return CueSheet.of("line", "words", start=start, seconds=seconds, spoken_at=spoken, fps=fps)


@given(st.integers(0, 10_000), SECONDS, st.sampled_from([15, 24, 30, 60]), st.floats(0.0, 1.0))
def test_a_cue_is_on_the_frame_nearest_to_its_word_and_inside_its_line(start, seconds, fps, share):
    spoken = start / fps + share * seconds
    made = sheet(start, seconds, fps, word=spoken)
    assert made.start <= made.frames["word"] < made.end
    # Only the last half frame of a line has no frame of its own to round to.
    assert abs(made.frames["word"] - spoken * fps) <= 0.5 + 1e-6 or made.frames["word"] == made.end - 1


@given(st.integers(0, 1000), SECONDS, st.sampled_from([15, 30, 60]))
def test_a_line_ends_on_the_first_frame_after_its_sound(start, seconds, fps):
    made = sheet(start, seconds, fps)
    assert (made.end - start) / fps >= seconds - 1e-6
    assert (made.end - start - 1) / fps < seconds


def test_a_movement_reaches_to_the_next_cue_and_then_to_the_end():
    made = sheet(start=0, seconds=2.0, first=0.5, second=1.0)
    assert made.next_mark(0) == made.frames["first"] == 15
    made.meet("first")
    assert made.next_mark(15) == made.frames["second"] == 30
    made.meet("second")
    assert made.next_mark(30) == made.end == 60


def test_cues_that_do_not_exist_or_come_twice_are_refused():
    made = sheet(first=0.5)
    with pytest.raises(CueError, match=r"no cue 'other'\. Permitted: first"):
        made.frame_of("other")
    made.meet("first")
    with pytest.raises(CueError, match="used twice"):
        made.meet("first")
    assert made.missed == []
