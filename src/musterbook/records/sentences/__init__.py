"""How the rules see a sentence: its tree, its clauses, what is stated, when, and whether it is news of a conflict at all."""
