"""The command line: each command opens, calls one method of the library, and shows what came of it."""
