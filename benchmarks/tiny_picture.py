"""``python -m benchmarks.tiny_picture``: ``narrated video`` with so few pixels that the rest is what costs.

Light: what is imported here would count as a cost of the engine.
"""

import sys

if __name__ == "__main__":
    from narrated.build.plan import Quality
    from narrated.cli.command import leave
    from narrated.cli.main import main
    from narrated.cli.options import Setting

    leave(main(["video", *sys.argv[1:]], setting=Setting(qualities={"high": Quality("tiny", 90, 15)})))
