"""From frames to H.264: what changed is converted, what did not is skipped."""
