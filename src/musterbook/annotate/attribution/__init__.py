"""Who says it, through whom, with what hedge and what stated evidence."""
