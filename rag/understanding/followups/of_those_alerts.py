# ruff: noqa: E501 - a pattern is read on one line
"""Of alerts that were counted or listed: "how many of them are about late orders?" counts alerts, not products."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.words.alerts import alert_filters

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_those_alerts"]

_ASKED = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now|please) )*(?:(?:out )?of (?:those|them|these)\W+)?"
    r"(?:(?P<count>how many)|which(?: ones?)?|show me|list)(?: of)?(?: the| those| them| these)?(?: alerts| ones)?(?: that)? "
    r"(?:are|is|concern\w*|relate\w*|deal\w*|have to do|belong|come|fall|stem)\b[^?;.]{0,60}[?.!]*$"
)


def of_those_alerts(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, alerts, narrowed to the kind or severity that is named now; None where something else is asked."""
    if earlier.group_by != "alert" or earlier.intent not in ("count", "list") or turn.masked.mentions:
        return None
    said, asked = _ASKED.match(turn.masked.text), tuple(alert_filters(turn.masked.text))
    if said is None or not asked:
        return None
    named = {f.column for f in asked}
    return earlier.with_(
        intent="count" if said["count"] else "list",
        filters=(*(f for f in earlier.filters if f.column not in named), *asked),
        question=turn.masked.question,
        resolved_question=turn.masked.question,
    )
