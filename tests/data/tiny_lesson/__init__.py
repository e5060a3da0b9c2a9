"""A lesson to test with: two scenes that draw, and one that fails."""
