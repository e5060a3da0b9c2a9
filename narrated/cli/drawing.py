"""Who draws the scenes of a plan; imported when there is something to draw, and only then."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.render_stale import Draw
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.signals import defer_signals


def drawing(plan: Plan, backend: RenderBackend) -> Draw:
    """Processes of this machine, or the workers of the plan's farm."""

    def draw(
        tasks: Sequence[Task], roots: Sequence[Path], log: Path, display: Display, idle: Callable[[], None]
    ) -> Generator[Result, None, None]:
        with defer_signals():  # what a signal breaks off in the middle of an import may keep its locks
            from narrated.build import render_pool

            if plan.farm:
                from narrated.farm import scheduler
        if plan.farm:
            return scheduler.draw(tasks, backend, roots, plan.farm, log, display, idle)
        return render_pool.draw(tasks, backend, roots, plan.jobs, log, display, idle)

    return draw
