"""How many a group is, of whom it consists, and whether it has grown."""
