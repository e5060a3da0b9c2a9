"""Ideas of the lesson, each with its data."""
