"""Names and descriptions to the actor register."""
