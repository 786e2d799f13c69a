"""What words mean, whatever message they stand in: measures, conditions, numbers, levels, suppositions, subjects."""
