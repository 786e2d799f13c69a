"""What tests read of the demo world's tables, and of an answer."""

from __future__ import annotations

__all__ = ["expected_units", "select", "value_of"]


def select(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchall()


def expected_units(connection, store_id, product_id, steps=7):
    """The forecast's units of one series over the first `steps` days."""
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= ? AND store_id = ? AND product_id = ?"
    return select(connection, sql, steps, store_id, product_id)[0][0]


def value_of(answer, measure):
    """The first figure of `measure` that `answer` tells."""
    return next(f.value for f in answer.facts if f.measure == measure)
