# ruff: noqa: E501 - a definition is read on one line
"""The terms of the product, in words: what a buyer reads on the screen, and what stands behind it.

Every definition says what this project computes (docs/ORDERS.md, docs/FORECASTING.md), not what a textbook allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["TERMS", "Term", "term_named", "term_of_measure"]


@dataclass(frozen=True)
class Term:
    """`names`: what people call it, as patterns without groups. `measures`: the measures that it defines."""

    id: str
    names: tuple[str, ...]
    text: str
    measures: tuple[str, ...] = ()


_ERRORS = " It is measured on past days that the model had not seen."

TERMS: tuple[Term, ...] = (
    # Forecasts.
    Term(
        "forecast",
        (r"forecast(?:ed)?(?: (?:value|figure|number|demand|sales)s?)?", r"expected (?:sales|demand)", r"mean(?: forecast| demand)?", r"point forecast"),
        "Expected sales are the mean of the forecast: what is sold on average if the same situation came again and again. For several days, products or stores they are added up.",
        ("expected_sales", "expected_daily_sales", "expected_weekly_sales"),
    ),
    Term(
        "quantile",
        (r"(?:demand )?(?:quantile|percentile)s?(?: forecasts?)?", r"(?:the )?(?:low|high|lower|upper) (?:end|case|level|forecast)s?", r"p ?(?:10|50|90|95|05)(?: and p ?(?:10|50|90|95|05))?", r"(?:prediction|forecast|confidence|uncertainty) (?:interval|range|band)s?", r"range of the forecast"),
        "A quantile of demand is the level that demand stays at or below with a given chance: it stays below the low end in one case of ten, and above the high end in one case of ten. The quantile of a total is computed from whole demand paths and is not the sum of the daily quantiles.",
        ("sales_quantile", "returns_quantile", "sales_width"),
    ),
    Term(
        "returns",
        (r"(?:expected )?returns(?: forecast)?", r"return rates?", r"net demand"),
        "Returns are units that customers bring back. The return rate is units returned over units sold in the last year; net demand is expected sales less expected returns.",
        ("expected_returns", "actual_returns", "return_rate_pct", "expected_net"),
    ),
    # Statistics.
    Term(
        "trend",
        (r"(?:28[- ]day |demand |sales )?trends?", r"(?:rising|falling|flat)(?: trend| demand)?", r"trend pct 28d"),
        "The trend compares average daily sales of the last four weeks with those of the four weeks before, in percent. Demand counts as rising or falling when the change is larger than a twentieth, otherwise as flat.",
        ("trend", "trend_pct_28d"),
    ),
    Term(
        "abc",
        (r"abc(?:[- ](?:class(?:es|ification)?|analysis|categor(?:y|ies)|groups?|letters?))?", r"(?:class|group|category) [abc]", r"[abc][- ](?:class|items?|articles?|products?|goods)"),
        "The ABC class sorts products by revenue, or by units where no prices are known: A items make up the first four fifths of the total, B items follow until only a twentieth is left, and C items are the rest. Each product is classed in each store.",
        ("abc_class",),
    ),
    Term(
        "xyz",
        (r"xyz(?:[- ](?:class(?:es|ification)?|analysis|categor(?:y|ies)|groups?|letters?))?", r"(?:class|group|category) [xyz]", r"[xyz][- ](?:class|items?|articles?|products?|goods)"),
        "The XYZ class says how steady demand is from day to day: X is steady, Y varies, Z varies by more than its own average. It goes by the coefficient of variation.",
        ("xyz_class",),
    ),
    Term(
        "cv",
        (r"cv", r"coefficients? of variation"),
        "The coefficient of variation is the standard deviation of daily sales divided by their mean: the larger it is, the harder demand is to forecast.",
        ("cv", "cv_pct", "std_daily_28d"),
    ),
    Term(
        "demand_class",
        (r"demand (?:class(?:es)?|types?|patterns?)", r"(?:smooth|erratic|intermittent|lumpy)(?: (?:demand|items?|products?|class))?"),
        "The demand class says how often and how evenly a product sells: smooth is often and even, erratic is often and uneven, intermittent is seldom and even, lumpy is seldom and uneven. The limits are those of Syntetos, Boylan and Croston.",
        ("demand_class",),
    ),
    Term(
        "promo_uplift",
        (r"(?:promo(?:tion(?:al)?)?s?|offer|discount) (?:uplift|lift|effect)s?", r"uplift"),
        "The promotion uplift is by how much more was sold on promotion days than on the same weekdays around them without a promotion, in percent, over the last year.",
        ("promo_uplift_pct",),
    ),
    # Stock and orders.
    Term(
        "on_hand",
        (r"(?:stock )?on[- ]hand(?: (?:stock|units|quantity))?", r"soh"),
        "Stock on hand is what is in the store now, without what is still on order.",
        ("on_hand",),
    ),
    Term(
        "on_order",
        (r"(?:units |stock |quantity )?on[- ]order", r"open orders?(?: lines?)?", r"in transit"),
        "On order are the units that were ordered and have not been received yet.",
        ("on_order", "open_units", "open_orders", "open_lines"),
    ),
    Term(
        "inventory_position",
        (r"(?:inventory|stock) positions?",),
        "The inventory position is stock on hand plus what is on order. Orders are decided by it, not by the stock on hand alone.",
        ("inventory_position",),
    ),
    Term(
        "safety_stock",
        (r"safety stocks?", r"buffer(?: stock)?", r"safety buffers?"),
        "Safety stock is the reorder point less the expected demand in the protection period: what is held because demand and deliveries can turn out worse than expected. It follows from the spread of the demand paths and from the service level aimed at.",
        ("safety_stock",),
    ),
    Term(
        "reorder_point",
        (r"re-?order(?:ing)? (?:points?|levels?)", r"rop", r"order(?:ing)? points?", r"min(?:imum)? stock(?: levels?)?"),
        "The reorder point is the inventory position below which an order is due. It is the quantile of demand in the protection period at the service level aimed at: expected demand plus safety stock.",
        ("reorder_point", "reorder_gap"),
    ),
    Term(
        "order_up_to",
        (r"order[- ]up[- ]to(?: levels?)?", r"target (?:stock|level|inventory)s?", r"max(?:imum)? stock(?: levels?)?"),
        "The order-up-to level is the inventory position that an order aims at. The recommended quantity is that level less the inventory position, raised to the minimum order and rounded up to whole packs.",
        ("order_up_to", "order_up_to_gap"),
    ),
    Term(
        "order_qty",
        (r"(?:recommended|suggested|proposed) (?:order(?: quantit(?:y|ies)| sizes?)?s?|quantit(?:y|ies))", r"order (?:quantit(?:y|ies)|recommendations?|sizes?)", r"recommendations?"),
        "An order is recommended when the inventory position is below the reorder point. It fills up to the order-up-to level and is raised to the minimum order and to whole packs; what a supplier imposes (order days, minimum value, price breaks) is taken into account.",
        ("order_qty", "order_value"),
    ),
    Term(
        "lead_time",
        (r"(?:supplier )?lead[- ]times?", r"delivery times?"),
        "The lead time is the number of days from placing an order to its delivery. It is the supplier's figure, or is measured from past deliveries where enough are known.",
        ("lead_time_days", "supplier_lead_time_days", "supplier_lead_time_sd_days"),
    ),
    Term(
        "review_period",
        (r"review (?:periods?|cycles?|intervals?)", r"order(?:ing)? cycles?"),
        "The review period is the number of days between two occasions to order from a supplier.",
        ("review_period_days", "supplier_review_period_days"),
    ),
    Term(
        "protection_period",
        (r"protection (?:periods?|intervals?|times?)",),
        "The protection period is lead time plus review period: the time that an order placed now has to last, because nothing ordered later can arrive before its end.",
        ("protection_days", "protection_mean", "supplier_protection_days"),
    ),
    Term(
        "service_level",
        (r"(?:cycle |target )?service[- ]levels?", r"csl"),
        "The cycle service level is the chance aimed at that stock lasts until the next delivery. A higher level means a higher safety stock.",
        ("cycle_service_level",),
    ),
    Term(
        "eoq",
        (r"eoq", r"economic order(?:ing)? quantit(?:y|ies)", r"economic lot sizes?"),
        "The economic order quantity is the quantity at which the cost of placing orders and the cost of holding stock are together lowest. It is shown beside the recommendation for comparison.",
        ("eoq",),
    ),
    Term(
        "moq",
        (r"moqs?", r"minimum order(?: quantit(?:y|ies)| sizes?)?s?", r"order multiples?", r"pack(?:ing)? (?:sizes?|units?)"),
        "The minimum order quantity is the least that a supplier delivers of a product at once; the order multiple is the pack that quantities are rounded up to.",
        ("product_moq", "product_order_multiple", "lot_extra"),
    ),
    Term(
        "days_of_cover",
        (r"days? of (?:cover|stock|supply|inventory)", r"(?:stock )?cover(?:age)?", r"dos", r"doc", r"stock reach", r"range of coverage"),
        "Days of cover are how many days the stock on hand alone lasts at the expected demand, without what is on order.",
        ("days_of_cover",),
    ),
    Term(
        "stockout_date",
        (r"(?:expected )?(?:stock-?out|run[- ]out|oos) (?:date|day)s?",),
        "The expected stockout date is the first day on which stock on hand plus open orders on their due dates, less expected sales, is used up, without the recommended order.",
        ("stockout_date",),
    ),
    Term(
        "stockout_probability",
        (r"(?:stock-?out|oos|out[- ]of[- ]stock) (?:probabilit(?:y|ies)|risks?|chances?)", r"(?:risk|chance|probability) of (?:a |running )?(?:stock-?out|out)", r"stock-?outs?", r"oos", r"out[- ]of[- ]stock"),
        "A product is out of stock when nothing of it is left to sell. The stockout probability is the chance of that within the protection period if nothing is ordered: the share of simulated demand paths on which stock and open orders do not last.",
        ("stockout_probability", "oos_days", "oos_weeks"),
    ),
    Term(
        "lost_sales",
        (r"(?:expected )?lost (?:sales|units|demand|revenue)", r"(?:expected )?lost sales at the selling price"),
        "Expected lost sales are the units that customers would ask for and not find within the protection period if nothing were ordered.",
        ("expected_lost_units", "expected_lost_value"),
    ),
    Term(
        "excess",
        (r"excess(?: stock| units| inventory)?", r"overstock(?:s|ed|ing)?", r"units in excess", r"surplus(?: stock)?", r"too much stock"),
        "A product counts as overstocked when its stock on hand is far above what the forecast horizon and the order-up-to level need. The units in excess are what lies above that.",
        ("excess_units",),
    ),
    Term(
        "action",
        (r"actions?(?: codes?)?", r"order[- ]now", r"order[- ]soon", r"expedited?", r"no order needed"),
        'The action says what to do with a product in a store: "order now" has to be placed by tomorrow, "expedite" is due and would run out before a normal delivery, "order soon" falls due within the review period, "excess" has far too much stock, and the others need nothing.',
        ("action", "order_by"),
    ),
    Term(
        "alert",
        (r"alerts?", r"(?:critical|warning) alerts?", r"severit(?:y|ies)"),
        "An alert points at something that should be looked at: stock that runs out, a late delivery, excess stock, or demand that has left its usual range. Its severity says how pressing it is; the limits are in the settings.",
        ("alert_count",),
    ),
    # Suppliers.
    Term(
        "on_time_rate",
        (r"on[- ]time (?:rates?|delivery(?: rates?)?|share)", r"otd", r"punctuality"),
        "The on-time rate is the share of a supplier's deliveries that arrived by the day they were due.",
        ("supplier_on_time_rate",),
    ),
    # Accuracy.
    Term(
        "wape",
        (r"wape", r"weighted absolute percentage errors?", r"forecast (?:errors?|accurac(?:y|ies))", r"accuracy of the forecasts?"),
        "WAPE, the weighted absolute percentage error, is the sum of all absolute forecast errors divided by the sum of actual sales, in percent: the lower, the better. For a store or a supplier it is measured on totals, where errors of single products cancel out." + _ERRORS,
        ("wape", "wape_naive", "returns_wape"),
    ),
    Term(
        "mape",
        (r"mape", r"mean absolute percentage errors?"),
        "MAPE, the mean absolute percentage error, is the average of the absolute errors as a percentage of what was sold that day; days without sales are left out." + _ERRORS,
        ("mape",),
    ),
    Term(
        "mase",
        (r"mase", r"mean absolute scaled errors?"),
        "MASE, the mean absolute scaled error, is the average absolute error divided by that of a seasonal naive forecast, which repeats the last week. Below one is better than repeating." + _ERRORS,
        ("mase",),
    ),
    Term(
        "rmse",
        (r"rmse", r"root mean squared? errors?"),
        "RMSE, the root mean squared error, is the square root of the average squared error, in units: large misses weigh most." + _ERRORS,
        ("rmse",),
    ),
    Term(
        "mae",
        (r"mae", r"mean absolute errors?"),
        "MAE, the mean absolute error, is by how many units the forecast was off on average, too high or too low alike." + _ERRORS,
        ("mae", "returns_mae"),
    ),
    Term(
        "wql",
        (r"wql", r"weighted quantile loss(?:es)?", r"pinball loss(?:es)?", r"quantile loss(?:es)?"),
        "WQL, the weighted quantile loss, scores the whole range of the forecast and not only its middle: the lower, the better." + _ERRORS,
        ("wql", "wql_pct"),
    ),
    Term(
        "bias",
        (r"(?:forecast )?bias(?:es)?",),
        "The bias is forecast less actual sales, as a percentage of actual sales: above zero the forecast was too high, below zero too low." + _ERRORS,
        ("bias_pct", "bias_size", "returns_bias_pct"),
    ),
    Term(
        "coverage",
        (r"(?:80 ?(?:%|percent) |interval |range )?coverage(?: (?:of|rate).*)?", r"share of actuals inside the 80% range"),
        "The coverage is the share of actual sales that fell between the low and the high end of the forecast. A well-set range holds four days of five." + _ERRORS,
        ("coverage_80", "outside_80"),
    ),
    Term(
        "direction",
        (r"direction(?:al)? accurac(?:y|ies)",),
        "The direction accuracy is how often the forecast said rightly whether sales would rise or fall." + _ERRORS,
        ("direction_accuracy",),
    ),
    Term(
        "naive",
        (r"(?:seasonal )?na[iï]ve(?: forecasts?| methods?)?", r"benchmark forecast"),
        "The seasonal naive forecast repeats what was sold on the same weekday of the week before. A model has to beat it to be of any use.",
        (),
    ),
    Term(
        "backtest",
        (r"back-?test(?:s|ing)?(?: windows?)?",),
        "A backtest makes forecasts for past days with only what was known before them, and compares them with what was sold.",
        (),
    ),
    Term(
        "lstm",
        (r"lstms?(?: (?:model|network|forecaster)s?)?", r"(?:forecast(?:ing)? )?models?", r"served model", r"blend"),
        "Forecasts are made by a neural network (LSTM) and by boosted trees, put together as a blend weighted by how well each did on validation windows; seasonal averages take their place where they do better.",
        ("forecast_model",),
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[re.Pattern[str], Term], ...]:
    return tuple((re.compile("|".join(term.names)), term) for term in TERMS)


def term_named(said: str) -> Term | None:
    """The term that `said` (lower case, without article) is a name of, as a whole."""
    return next((term for pattern, term in _names() if pattern.fullmatch(said)), None)


def term_of_measure(measure: str) -> Term | None:
    """The term that defines a measure, by its id in `rag.measures.MEASURES`."""
    return next((term for term in TERMS if measure in term.measures), None)
