"""What only this lesson draws: banknotes, the two players, and the marks of their game."""
