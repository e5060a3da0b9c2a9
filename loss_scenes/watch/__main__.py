"""``python -m loss_scenes.watch``: show one scene while it is written."""

import sys

from loss_scenes.watch.cli import main

if __name__ == "__main__":
    sys.exit(main())
