"""A finished film, judged as a strict viewer would; and whether a machine can make it again."""
