"""Places in a plane under a contrastive loss."""

from __future__ import annotations

import numpy as np
import pytest

from loss_scenes.models.contrast import contrast_loss, contrast_path

PLACES = np.array([(0.0, 0.0), (3.0, 4.0), (0.5, 1.0), (9.0, 9.0)])
ALIKE, OTHER = [(0, 1)], [(0, 2), (1, 2), (0, 3)]


def test_a_step_goes_against_the_slope_of_the_loss():
    path = contrast_path(PLACES, ALIKE, OTHER, margin=3.0, rate=0.1, steps=1)
    slope = np.zeros_like(PLACES)
    for index in np.ndindex(*PLACES.shape):
        nudge = np.zeros_like(PLACES)
        nudge[index] = 1e-6
        ahead, behind = (contrast_loss(PLACES + s * nudge, ALIKE, OTHER, margin=3.0) for s in (1, -1))
        slope[index] = (ahead - behind) / 2e-6
    assert path[1] == pytest.approx(PLACES - 0.1 * slope, abs=1e-8)
    assert path[1, 3] == pytest.approx(PLACES[3])  # beyond the margin nothing pushes


def test_places_that_coincide_stay_and_bad_input_is_refused():
    assert contrast_path([[1.0], [1.0]], [], [(0, 1)], margin=1.0, rate=0.1, steps=3)[
        -1
    ].ravel().tolist() == [1, 1]
    with pytest.raises(ValueError, match="shape"):
        contrast_loss([1.0, 2.0], [], [], margin=1.0)
    with pytest.raises(ValueError, match="margin"):
        contrast_path(PLACES, ALIKE, OTHER, margin=0.0, rate=0.1, steps=1)
