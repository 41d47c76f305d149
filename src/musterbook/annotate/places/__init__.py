"""Names to the gazetteer, and one place chosen among many of a name."""
