# ruff: noqa: E501 - a pattern is read on one line
"""Several shares of one figure: "[category] out of the whole company, and [store] out of [category]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.measures import MEASURES
from rag.names.linking import Mention
from rag.plan import COMPANY, EVERYWHERE, Entities, Plan
from rag.understanding.message.masking import Masked

__all__ = ["shares_out_of"]

_MASK = r"\[(?:product|category|supplier|store)\]"
_COMPANY = r"(?:whole |entire |total |overall |complete )*(?:company|business|chain|group|firm|everything|total|whole|all (?:stores|shops|branches)(?: together)?|all of (?:it|us))(?: total| as a whole)?"
_OF_PARTS = re.compile(
    rf"(?P<part>{_MASK})(?:'?s)?(?: (?:alone|only|itself))?(?: (?:share|part|portion|percentage))?,? (?:out of|as a (?:share|part|percentage|proportion|fraction) of|(?<=share )(?:of|in)|(?<=part )of|(?<=portion )of|(?<=percentage )of|within) (?:the |our |all |all of )*(?P<whole>{_MASK}|{_COMPANY})"
)
_SHARES = re.compile(r"\b(?:shares?|percent\w*|per cent|proportions?|parts?)\b|%")
_FIELDS = {"product": "products", "category": "categories", "supplier": "suppliers", "store": "stores"}
_NARROW = ("product", "category", "supplier", "store")


def shares_out_of(plan: Plan, masked: Masked) -> Plan | None:
    """One share for each "this out of that" of a message; None where there are none."""
    said = list(_OF_PARTS.finditer(masked.text))
    wanted = MEASURES.get(plan.measures[0]) if plan.measures else None
    summed = wanted is not None and wanted.additivity == "sum" and wanted.kind == "number"
    if not said or not summed or plan.scenario or plan.note_query or not _SHARES.search(masked.text):
        return None
    if plan.intent not in ("value", "compare", "list"):
        return None
    masks = list(re.finditer(_MASK, masked.text))
    mentions = sorted((m for m in masked.mentions if m.kind in _FIELDS), key=lambda m: m.start)
    if len(masks) != len(mentions) or any(m.ambiguous for m in mentions):
        return None
    at = {mask.start(): mention for mask, mention in zip(masks, mentions, strict=True)}
    found = [_share(plan, at[m.start("part")], at.get(m.start("whole"))) for m in said]
    if len(said) == 1 and not at.get(said[0].start("whole")) and len(mentions) == 1 and found[0] is not None:
        found = [_of_what_was_told(found[0], plan, mentions[0])]
    plans = [p for p in found if p is not None]
    if len(plans) != len(said) or (len(plans) == 1 and len(masks) > 2):
        return None
    return plans[0].with_(also=tuple(plans[1:]))


def _of_what_was_told(share: Plan, plan: Plan, part: Mention) -> Plan:
    """ "And Limerick's share of the whole?" after a category: of that category, not of everything."""
    told = replace(plan.entities, **{_FIELDS[part.kind]: getattr(share.entities, _FIELDS[part.kind])})
    if told == share.entities:
        return share
    of = "store" if told.stores and part.kind != "store" else share.share_of
    return share.with_(entities=told, share_of=of)


def _share(plan: Plan, part: Mention, whole: Mention | None) -> Plan | None:
    if whole is not None and whole.kind == part.kind:
        return None  # "[store] out of [store]": no part of it
    of = COMPANY if whole is None else whole.kind
    if whole is not None and _NARROW.index(whole.kind) < _NARROW.index(part.kind) and part.kind != "store":
        return None  # a category is no part of one product
    if whole is None and part.kind == "store":
        of = EVERYWHERE
    return plan.with_(
        intent="value", measures=plan.measures[:1], entities=_entities((part, whole) if whole else (part,)), share=True,
        share_of=of, group_by=None, sort=None, limit=None, offset=0, difference=False, per_series=False,
        second_window=None, statistic="total", also=(), combine=None,
    )  # fmt: skip


def _entities(named: Sequence[Mention]) -> Entities:
    return Entities(**{_FIELDS[m.kind]: tuple(item.id for item in m.items) for m in named})
