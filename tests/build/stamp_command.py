"""The film's command line, for real scenes at the size of a stamp."""

import sys

from narrated.build.plan import Quality
from narrated.cli.main import main
from narrated.cli.options import Setting

if __name__ == "__main__":
    setting = Setting(qualities={"high": Quality("tiny", 120, 15)})
    sys.exit(main(["video", *sys.argv[1:]], setting=setting))
