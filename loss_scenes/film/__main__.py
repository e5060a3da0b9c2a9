"""``python -m loss_scenes.film``: make a film of a lesson."""

from loss_scenes.film.start import start

start("loss_scenes.film.cli")
