"""The film's command line, for real scenes at the size of a stamp."""

import sys

from narrated.build.plan import Quality
from narrated.cli.video import main

if __name__ == "__main__":
    sys.exit(main(qualities={"high": Quality("tiny", 214, 120, 15)}))
