"""One module for each benchmark's metric: `score(gold, predictions)`, both by id, a missing prediction counts as empty."""
