"""Numbers and number words to limits with a bound."""
