"""The typed plan: what a question asks for, before anything is looked up.

`rag.understanding` makes it from words, `rag.queries` runs it. It is JSON both ways
(`to_dict`, `from_dict`), shown to the user on request, and any language model that
writes plans under constrained decoding fills the same fields.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

__all__ = [
    "ANY_OF",
    "BESIDE",
    "COMPANY",
    "DISCOUNT",
    "EACH_ITS_OWN",
    "ELSEWHERE",
    "EVERYWHERE",
    "FIELD_OF",
    "IN_STORES",
    "KINDS",
    "NOWHERE",
    "Ambiguity",
    "Combination",
    "Entities",
    "Filter",
    "Intent",
    "Plan",
    "Scenario",
    "Sort",
    "Window",
]

Intent = Literal[
    "value",  # one or more measures of named things or of a group's total
    "list",  # every row that meets the filters ("what must I order today?")
    "rank",  # sorted rows, limited ("top 5", "worst", "second highest")
    "count",  # how many rows
    "compare",  # two or more things or periods side by side, with difference and winner
    "whatif",  # recompute under a scenario
    "explain",  # why: the arithmetic behind a value, or what changed since the last run
    "notes",  # find or quote notes
    "draft_order",  # a draft purchase order
    "help",  # what can you do
    "define",  # what a term means; `terms` has which
    "clarify",  # the question is ambiguous; `ambiguity` has the candidates
    "refuse",  # not our subject
    "no_data",  # our subject, but an unknown thing or a time outside the data
]

EntityKind = Literal["product", "store", "supplier", "category"]
GroupBy = Literal[
    "series",
    "product",
    "store",
    "supplier",
    "category",
    "day",
    "weekday",
    "week",
    "month",
    "alert",
    "note",
    "order",
    "order_line",
]
Statistic = Literal["total", "daily_mean", "by_day", "peak_day", "low_day"]
ScenarioKind = Literal[
    "demand",
    "lead_time",
    "cycle_service_level",
    "budget",
    "skip_order",
    "late_order",
    "cancel_order",
    "supplier_down",
    "promotion",
    "price",
    "quantity",
    "transfer",
    "taken",
]


Combination = Literal["sum", "difference", "percent", "quotient"]

PromotionTime = Literal["", "first day", "whole", "running"]


@dataclass(frozen=True)
class Entities:
    """Ids of the named things; an empty tuple means not named, that is: all of them."""

    products: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


#: The fields of `Entities` that hold things of the catalogue.
KINDS = ("products", "stores", "suppliers", "categories")
#: The field of `Entities` that holds the ids of a kind
FIELD_OF = {
    "product": "products",
    "store": "stores",
    "supplier": "suppliers",
    "category": "categories",
    "note": "notes",
}


@dataclass(frozen=True)
class Window:
    """Whole days, both ends included. `history` reads sales, `forecast` reads forecasts.

    `covered_start/covered_end` is the part that the run reaches; None when none of it.
    """

    side: Literal["forecast", "history"]
    start: date
    end: date
    label: str
    covered_start: date | None = None
    covered_end: date | None = None
    asked: bool = True  # False: nobody said a time; this is the default of the measure

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


#: A filter on a column with this before it speaks of the same product in another store.
ELSEWHERE = "elsewhere."

#: The `share_of` whose whole is the same goods in all stores.
EVERYWHERE = "all stores"

#: The `share_of` whose whole is everything.
COMPANY = "company"


#: The `share_of` whose whole is that of each group by itself: "which store has most of its own stock in ...".
EACH_ITS_OWN = "each its own"


#: The same of a group of which no line meets it: "which suppliers need no order today?"
NOWHERE = "nowhere."

#: Before a kind of thing and a kind of place: whether the places called so have it too. The value holds their names,
#: and the filters that its row there meets ("beside.product.store": ("Cork", on hand above 0)).
BESIDE = "beside."

#: A filter on this "column" has filters as its value, of which one is enough.
ANY_OF = "any of"

#: The `unit` of a promotion that was supposed as a cut of the selling price: its size is not weighed.
DISCOUNT = "discount"

#: Before a kind of thing: in how many stores a thing of it meets the other filters ("stores.product").
IN_STORES = "stores."


@dataclass(frozen=True)
class Filter:
    """A condition on a measure (or on `action`, `severity`, `kind` ...) of each row.

    A value such as `"@safety_stock"` is that measure of the same row; a column such as `elsewhere.action` is that of
    the same product in at least one other store; `nowhere.supplier.order_qty` holds for a supplier
    none of whose rows meets it; `stores.product` counts the stores in which the other filters hold for a product.
    """

    column: str
    op: Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is null", "is not null", "contains"]
    value: Any = None


@dataclass(frozen=True)
class Sort:
    measure: str
    descending: bool = True


@dataclass(frozen=True)
class Scenario:
    """A change to recompute under. `value` is the new value, or the relative change when `relative`
    (0.2 = 20% more), or the added amount when `added`."""

    kind: ScenarioKind
    value: float | None = None
    relative: bool = False
    added: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Ambiguity:
    """Why the plan cannot be run, with what was said and what it could mean (names)."""

    kind: Literal["product", "store", "supplier", "category", "measure", "window", "meaning"]
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    intent: Intent
    measures: tuple[str, ...] = ()  # ids in rag.measures.MEASURES
    entities: Entities = field(default_factory=Entities)
    window: Window | None = None
    second_window: Window | None = None  # for comparisons of periods
    statistic: Statistic = "total"
    levels: tuple[float, ...] = ()  # quantile levels asked for, 0.9 = 90th percentile
    group_by: GroupBy | None = None
    filters: tuple[Filter, ...] = ()
    sort: Sort | None = None
    limit: int | None = None
    offset: int = 0  # "second highest": limit 1, offset 1
    share: bool = False  # "what share of": value over the total of the wider set
    share_of: str = ""  # the kind of thing, or the measure, that is the whole of a share; else the next wider thing
    whole_filters: tuple[Filter, ...] = ()  # conditions that the whole of a share meets as well
    difference: bool = False  # "how much more"
    per_series: bool = False  # "for each"
    scenario: Scenario | None = None
    promotion_time: PromotionTime = ""  # the window is the first day of the next promotion, or all its days
    note_query: str = ""
    note_latest: bool = False
    terms: tuple[str, ...] = ()  # ids in rag.glossary.TERMS, for `define`
    ambiguity: Ambiguity | None = None
    problem: str = ""  # for refuse / no_data: what, in words a buyer reads (no figures)
    question: str = ""  # as typed
    resolved_question: str = ""  # with ellipsis and pronouns filled in
    confidence: float = 1.0
    also: tuple[Plan, ...] = ()  # further questions of the same message, each whole
    combine: Combination | None = None  # what is made of the first figures of this plan and of the first of `also`
    among: Plan | None = None  # a ranking: what it puts first are the things that this plan is about

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; dates as ISO text."""

        def plain(value: Any) -> Any:
            if isinstance(value, date):
                return value.isoformat()
            if isinstance(value, dict):
                return {k: plain(v) for k, v in value.items()}
            if isinstance(value, (list, tuple)):
                return [plain(v) for v in value]
            return value

        return plain(asdict(self))

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Plan:
        """Inverse of `to_dict`; `TypeError` for unknown fields."""

        def window(value: dict[str, Any] | None) -> Window | None:
            if value is None:
                return None
            dates: dict[str, Any] = {
                k: date.fromisoformat(v) if isinstance(v, str) and k not in ("side", "label") else v
                for k, v in value.items()
            }
            return Window(**dates)

        known = dict(raw)
        known["entities"] = Entities(**{k: tuple(v) for k, v in (raw.get("entities") or {}).items()})
        known["window"] = window(raw.get("window"))
        known["second_window"] = window(raw.get("second_window"))
        for name in ("filters", "whole_filters"):
            known[name] = tuple(_filter(f) for f in raw.get(name) or ())
        known["sort"] = Sort(**raw["sort"]) if raw.get("sort") else None
        known["scenario"] = Scenario(**raw["scenario"]) if raw.get("scenario") else None
        if raw.get("ambiguity"):
            known["ambiguity"] = Ambiguity(
                **{**raw["ambiguity"], "candidates": tuple(raw["ambiguity"].get("candidates") or ())}
            )
        known["among"] = cls.from_dict(raw["among"]) if raw.get("among") else None
        known["also"] = tuple(cls.from_dict(part) for part in raw.get("also") or ())
        for name in ("measures", "levels", "terms"):
            known[name] = tuple(raw.get(name) or ())
        return cls(**known)

    def parts(self) -> tuple[Plan, ...]:
        """The questions of the message, each by itself."""
        return (self.with_(also=(), combine=None), *self.also) if self.also else (self,)

    def with_(self, **changes: Any) -> Plan:
        return replace(self, **changes)


def _filter(raw: dict[str, Any]) -> Filter:
    """A filter from its fields; lists become tuples, and fields inside them filters."""
    value = raw.get("value")
    if isinstance(value, (list, tuple)):
        value = tuple(_filter(v) if isinstance(v, dict) else v for v in value)
    return Filter(**{**raw, "value": value})
