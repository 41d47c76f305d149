"""Where it happened: the places of a sentence, those lent by a happening, and those that are something else."""
