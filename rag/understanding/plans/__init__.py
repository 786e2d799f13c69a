"""One part of a plan each: what is measured, filtered, grouped, ranked, compared, over which days."""
