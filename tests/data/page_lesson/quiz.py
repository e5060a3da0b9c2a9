"""Two questions: one to choose, one to try in the picture."""

import math

from narrated.page.questions import Choice, Explore, Moment, Right, Value, Wrong

QUIZ = (
    Choice(
        "shape",
        (
            Right("parabola", Moment("scene1", "bowl", "curve")),
            Wrong("line", Moment("scene1", "bowl", "steep")),
        ),
        numbers={"count": Value(lambda: 2.0)},
    ),
    Explore(
        "steeper",
        part="bowl",
        handle="steep",
        start=Moment("scene1", "bowl", "steep"),
        goal=lambda: (2.0, math.inf),
        reached=Moment("scene1", "rest"),
        below=Moment("scene1", "bowl", "steep"),
    ),
)
