"""``python -m loss_scenes.film``: make a film of a lesson."""

from loss_scenes.film.start import film

film()
