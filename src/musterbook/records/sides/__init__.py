"""Who is meant: groups, forces and persons behind the words, and the sides of what happened."""
