"""Notes: which of them form a set, the words they are asked about with, and their index."""
