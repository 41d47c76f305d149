"""What became of how many of whom, by whom, and in which event."""
