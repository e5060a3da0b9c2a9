"""What was trained for this lesson, by ``lessons/adversarial/training``: ``read("one_dimension")["q"]``."""

from pathlib import Path

from narrated.traces import TraceFolder

read = TraceFolder(Path(__file__).parent, lesson="lessons.adversarial").read
