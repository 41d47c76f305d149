"""When it happened, where the sentence does not say: the day that the report goes on to tell of."""
