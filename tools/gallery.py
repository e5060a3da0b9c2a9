"""Make docs/gallery: what a lesson can be built from, a picture and code to paste for each.

    .venv/bin/python tools/gallery.py docs/gallery

The argument is the folder to write. Pictures are drawn from the examples in the docstrings: only those of
which something changed since this machine drew them last; and one that shows the same as what is there leaves
that as it is.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    # Not above: each process that draws a picture looks into this file, and needs nothing of it.
    from narrated.cli import command
    from gallery_command import main  # isort: skip

    folder = Path(sys.argv[1])
    sys.exit(command.run(lambda: main(folder), interrupted="interrupted; pictures that were drawn are kept"))
