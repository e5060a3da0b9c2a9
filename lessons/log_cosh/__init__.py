"""A small lesson on the log-cosh loss: two scenes, no picture drawn anew."""
