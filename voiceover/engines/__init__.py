"""The voices: each turns a line into sound with the time of every word."""
