"""The words of a lesson and the voice that speaks them; knows nothing of drawing."""
