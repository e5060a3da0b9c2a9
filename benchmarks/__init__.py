"""How fast the film is made, against plain manim and against the limits that are set."""
