"""The exact side of the lesson: what theory says of the game. NumPy alone; draws nothing, trains nothing."""
