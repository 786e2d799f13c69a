"""Names: the catalogue of a run, and which of its things a text speaks of."""
