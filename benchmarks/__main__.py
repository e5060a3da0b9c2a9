"""``python -m benchmarks``: measure, and show what was reached beside what is to be reached."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.report import Report
from benchmarks.rows import ROWS
from loss_scenes.lesson import LESSON
from narrated.build.plan import select
from voiceover.errors import InputError
from voiceover.strict import whole_number

_MENDABLE = 2


def main() -> int:
    """Measure; return the exit code."""
    try:
        return _measure(_choice())
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return _MENDABLE
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130


def _measure(choice: argparse.Namespace) -> int:
    names = [name.strip() for name in choice.only.split(",") if name.strip()] or list(ROWS)
    if unknown := [name for name in names if name not in ROWS]:
        raise InputError(f"no row {unknown[0]!r}", permitted=", ".join(ROWS))
    rounds = whole_number(choice.rounds, range(1, 100), "rounds")
    numbers = select(choice.scenes, LESSON)
    report = Report([LESSON.scenes[number - 1].script for number in numbers], rounds)
    with tempfile.TemporaryDirectory(prefix="loss-scenes-bench-") as folder:
        bench = Bench(Path(folder), LESSON, numbers, rounds, frozenset(names), report.note)
        for name in ROWS:
            if name in names:
                report.add(ROWS[name](bench))
    report.show()
    if choice.write:
        report.write(Path(__file__).parent)
    return 0


def _choice() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure how fast the film is made. Nothing else should be running.",
        epilog="Each option may also be given in the environment: SCENES, ROUNDS, ONLY, WRITE.",
    )
    given = os.environ.get
    parser.add_argument("--scenes", default=given("SCENES", ""), help="only these, as in 5 or 3-5 (all)")
    parser.add_argument("--rounds", default=given("ROUNDS") or "3", help="of which the median counts (3)")
    parser.add_argument("--only", default=given("ONLY", ""), help=f"only these of {', '.join(ROWS)}")
    parser.add_argument(
        "--write",
        action="store_true",
        default=given("WRITE", "") not in {"", "0"},
        help="keep the results in benchmarks/",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
