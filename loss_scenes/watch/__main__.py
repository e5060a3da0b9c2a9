"""``python -m loss_scenes.watch``: show one scene while it is written."""

from loss_scenes.film.start import start

start("loss_scenes.watch.cli")
