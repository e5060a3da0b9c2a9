"""A finished film, judged as a strict viewer would."""
