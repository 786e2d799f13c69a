"""Times: the grammar of dates and windows, holidays, and how two times stand to one another."""
