"""``python -m loss_scenes.film``: make a film of a lesson."""

import sys

from loss_scenes.film.cli import main

sys.exit(main())
