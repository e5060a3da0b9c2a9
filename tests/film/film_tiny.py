"""The film's command line, for real scenes at the size of a stamp."""

import sys

from loss_scenes.film.cli import main
from loss_scenes.film.plan import Quality

if __name__ == "__main__":
    sys.exit(main(qualities={"high": Quality("tiny", 214, 120, 15)}))
