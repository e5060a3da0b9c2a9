"""What all tests share: the tiny lesson is importable here and in the processes that tests start."""

import os
import sys
from pathlib import Path

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent

sys.path.insert(0, str(DATA))
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(DATA), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
)
