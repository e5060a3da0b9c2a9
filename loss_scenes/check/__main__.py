"""``python -m loss_scenes.check``: a scorecard of a film; ``doctor`` and ``reproduce`` beside it."""

from loss_scenes.film.start import start

start("loss_scenes.check.cli")
