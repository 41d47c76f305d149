"""Claims of who did what beside the fighting: blame, control, movement, recruitment, relations, leadership, threats, politics."""
