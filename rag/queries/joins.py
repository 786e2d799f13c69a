"""The aggregates that a query over `held.series` may join: one row per (store, product)."""

from __future__ import annotations

from typing import Any

from rag.queries.scope import Scope
from rag.queries.spans import Span
from rag.queries.view import RunView

__all__ = ["Joins"]

_ON = "ON {w}.store_id = s.store_id AND {w}.product_id = s.product_id"


class Joins:
    """Registers each joined aggregate once and hands out its alias."""

    def __init__(self, view: RunView, scope: Scope, grain: str) -> None:
        self.view, self.scope, self.grain = view, scope, grain
        self.sql: list[str] = []
        self.parameters: list[Any] = []
        self._aliases: dict[tuple[Any, ...], str] = {}

    def _add(self, key: tuple[Any, ...], sql: str, parameters: list[Any], on: str = _ON) -> str:
        if key in self._aliases:
            return self._aliases[key]
        alias = self._aliases[key] = f"w{len(self._aliases)}"
        self.sql.append(f"LEFT JOIN ({sql}) {alias} " + on.format(w=alias))
        self.parameters.extend(parameters)
        return alias

    def _keys(self) -> tuple[str, list[Any]]:
        return self.scope.keys("x")

    def forecast(self, target: str, span: Span, previous: bool = False) -> str:
        """Sum `v`, number `n` and last day `d` of the means of each series in the window."""
        where, parameters = self._keys()
        key, table = ("store_id, product_id", "previous_forecasts") if previous else ("sid", "held.forecast")
        return self._add(
            ("forecast", target, span.start, span.end, previous),
            f"SELECT {key}, sum(mean) AS v, count(mean) AS n, max(date) AS d FROM {table} x "
            f"WHERE target = ? AND date BETWEEN ? AND ? AND {where} GROUP BY {key}",
            [target, span.start, span.end, *parameters],
            _ON if previous else "ON {w}.sid = s.sid",
        )

    def extremes(self, target: str, span: Span) -> str:
        """The days with the highest and the lowest mean of each series; the earlier one of equals."""
        where, parameters = self._keys()
        return self._add(
            ("extremes", target, span.start, span.end),
            "SELECT sid, (array_agg(date ORDER BY mean DESC, date))[1] AS peak_day, count(mean) AS n, "
            "(array_agg(date ORDER BY mean, date))[1] AS low_day FROM held.forecast x "
            f"WHERE target = ? AND date BETWEEN ? AND ? AND {where} GROUP BY sid",
            [target, span.start, span.end, *parameters],
            "ON {w}.sid = s.sid",
        )

    def quantiles(self, target: str, span: Span) -> str:
        """The row of `forecasts` at the last day of the window."""
        where, parameters = self._keys()
        return self._add(
            ("quantiles", target, span.end),
            f"SELECT * FROM forecasts x WHERE target = ? AND date = ? AND {where}",
            [target, span.end, *parameters],
        )

    def sales(self, span: Span) -> str:
        where, parameters = self._keys()
        return self._add(
            ("sales", span.start, span.end),
            "SELECT x.store_id, x.product_id, sum(units_sold) AS sold, sum(units_returned) AS returned, "
            "sum(units_sold * coalesce(x.price, p.unit_price)) AS revenue, count(units_sold) AS n, "
            "max(date) FILTER (units_sold > 0) AS last_sold, "
            "CASE WHEN count(in_stock) > 0 THEN count(*) FILTER (NOT in_stock) END AS gone "
            "FROM sales x LEFT JOIN products p ON p.product_id = x.product_id "
            f"WHERE date BETWEEN ? AND ? AND {where} GROUP BY x.store_id, x.product_id",
            [span.start, span.end, *parameters],
        )

    def alerts(self, where: str = "TRUE", parameters: tuple[Any, ...] = ()) -> str:
        return self._add(
            ("alerts", where, parameters),
            f"SELECT store_id, product_id, count(*) AS v FROM alerts a WHERE {where} GROUP BY ALL",
            list(parameters),
        )

    def changes(self) -> str:
        return self._add(("changes",), "SELECT * FROM changes", [])

    def open_orders(self) -> str:
        return self._add(
            ("open_orders",),
            "SELECT store_id, product_id, min(due_on) AS due_on FROM open_orders GROUP BY ALL",
            [],
        )

    def naive_accuracy(self) -> str:
        """`accuracy` of the seasonal naive forecast, which every run measures beside the model that it serves."""
        return self._add(
            ("naive_accuracy",),
            "SELECT store_id, product_id, wape FROM accuracy WHERE target = 'sales' AND model = 'seasonal_naive'",
            [],
        )

    def promotions(self, period_days: float) -> str:
        """Of each series the next promotion, which begins after `as_of`, and the one that runs beyond `as_of`.

        `next_on`, `next_until` and `next_days`; `running_until`. A promotion is a stretch of days on promotion
        without a period between them.
        """
        return self._add(
            ("promotions",),
            "SELECT store_id, product_id, min(first) FILTER (first > ?) AS next_on, "
            "arg_min(last, first) FILTER (first > ?) AS next_until, "
            "arg_min(days, first) FILTER (first > ?) AS next_days, "
            "max(last) FILTER (first <= ? AND last > ?) AS running_until FROM ("
            "SELECT store_id, product_id, min(date)::DATE AS first, max(date)::DATE AS last, "
            "count(*) * ? AS days FROM ("
            "SELECT store_id, product_id, date, "
            "count(*) FILTER (begins) OVER (PARTITION BY store_id, product_id ORDER BY date) AS nth FROM ("
            "SELECT store_id, product_id, date, coalesce(date_diff('day', "
            "lag(date) OVER (PARTITION BY store_id, product_id ORDER BY date), date) > ?, true) AS begins "
            "FROM (SELECT store_id, product_id, date FROM promotions WHERE on_promo UNION "
            "SELECT store_id, product_id, date FROM sales WHERE on_promo AND date = ?))) "
            "GROUP BY store_id, product_id, nth) GROUP BY store_id, product_id",
            [*[self.view.as_of] * 5, period_days, period_days, self.view.as_of],
        )

    def promotion_prices(self, span: Span) -> str:
        """The planned `price` of each series on its first promotion day in the window."""
        where, parameters = self._keys()
        return self._add(
            ("promotion prices", span.start, span.end),
            "SELECT x.store_id, x.product_id, arg_min(x.price, x.date) AS price FROM promotions x "
            f"WHERE x.on_promo AND x.price IS NOT NULL AND x.date::DATE BETWEEN ? AND ? AND {where} GROUP BY ALL",
            [span.start, span.end, *parameters],
        )

    def promoted_days(self, span: Span) -> str:
        """Number `days` of days on promotion of each series in the window, and the units `sold` on them."""
        where, parameters = self._keys()
        return self._add(
            ("promoted days", span.start, span.end),
            "SELECT x.store_id, x.product_id, count(*) AS days, sum(u.units_sold) AS sold FROM ("
            "SELECT store_id, product_id, date::DATE AS date FROM promotions WHERE on_promo UNION "
            "SELECT store_id, product_id, date::DATE AS date FROM sales WHERE on_promo) x "
            "LEFT JOIN sales u ON u.store_id = x.store_id AND u.product_id = x.product_id AND u.date = x.date "
            f"WHERE x.date BETWEEN ? AND ? AND {where} GROUP BY x.store_id, x.product_id",
            [span.start, span.end, *parameters],
        )

    def group_accuracy(self, target: str = "sales") -> str | None:
        """`group_accuracy` rows of the query's groups, or None where the run has no such groups."""
        return self._group("group_accuracy", "target = ?", [target])

    def group_forecast(self, target: str, span: Span) -> str | None:
        if span.days > 1 and not span.from_first_step(self.view):
            return None
        return self._group("group_forecasts", "target = ? AND date = ?", [target, span.end])

    def _group(self, table: str, where: str, parameters: list[Any]) -> str | None:
        level = self.group_level()
        if level is None:
            return None
        level_name, group_id = level
        condition, on, extra = "", "ON TRUE", []
        if group_id is None:
            column = {"category": "category"}.get(level_name, f"{level_name}_id")
            on = f"ON {{w}}.group_id = s.{column}"
        elif level_name != "total":
            condition, extra = " AND group_id = ?", [group_id]
        return self._add(
            (table, level, where, *parameters),
            f"SELECT * FROM {table} WHERE level = ? AND {where}{condition}",
            [level_name, *parameters, *extra],
            on,
        )

    def group_level(self) -> tuple[str, str | None] | None:
        """The stored level that the groups of this query are; None when they are not stored.

        (level, None): the groups are keyed by the grain; (level, id): one group. Errors and
        quantiles of any other group cannot be had from its parts.
        """
        named = set(self.scope.named())
        if self.grain == "total":
            if not named:
                return "total", "total"
            if len(named) == 1:
                (kind,) = named
                ids = self.scope.ids(kind)
                return (kind, ids[0]) if len(ids) == 1 else None
            if named <= {"product", "supplier", "category"} and len(self.scope.ids("product")) == 1:
                return "product", self.scope.ids("product")[0]
            return None
        free = {"product": {"product", "supplier", "category"}, "store": {"store"}}.get(self.grain, {self.grain})
        return (self.grain, None) if named <= free and self.grain != "series" else None
