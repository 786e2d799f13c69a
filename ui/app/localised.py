"""Numbers, amounts and dates as the house writes them: `[business] locale` and `currency` of the settings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.errors import SettingsError

if TYPE_CHECKING:
    from babel import Locale

    from data.workspace import Workspace

__all__ = ["Localised"]


@dataclass(frozen=True)
class Localised:
    """Writes values for people; missing values are an empty text."""

    locale: str = "en"  # a CLDR name such as en, de_DE, fr_FR
    currency: str = "EUR"  # ISO 4217

    @classmethod
    def of(cls, workspace: Workspace) -> Localised:
        """As the settings of `workspace` say; raises `SettingsError` for a locale that does not exist."""
        from data.settings import BusinessSettings, load

        business = load(workspace, "business", BusinessSettings)
        made = cls(business.locale, business.currency)
        _ = made.cldr
        return made

    @cached_property
    def cldr(self) -> Locale:
        from babel import Locale, UnknownLocaleError

        # Plain "en" would give American dates; answers say "1 November 2026".
        name = "en_GB" if self.locale == "en" else self.locale.replace("-", "_")
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            raise SettingsError(
                f"business.locale is {self.locale!r}; expected a CLDR name such as en, de_DE or fr_FR"
            ) from None

    @cached_property
    def separators(self) -> str:
        """Decimal mark, then grouping mark, as plotly takes them."""
        from babel.numbers import get_decimal_symbol, get_group_symbol

        # A narrow no-break space is drawn as a box by some fonts.
        return get_decimal_symbol(self.cldr) + get_group_symbol(self.cldr).replace("\u202f", "\xa0")

    @cached_property
    def _marks(self) -> dict[int, str]:
        return {ord("."): self.separators[0], ord(","): self.separators[1:]}

    @cached_property
    def _dates(self) -> dict[str, str]:
        return {}

    def number(self, value: Any, digits: int = 0) -> str:
        """`1234.5` -> `1,234.5`; rounded to `digits` decimals."""
        if _missing(value):
            return ""
        text = f"{float(value):,.{digits}f}"
        return text if self.locale == "en" else text.translate(self._marks)

    def money(self, value: Any, digits: int = 2) -> str:
        """The amount with the currency's code."""
        return "" if _missing(value) else f"{self.number(value, digits)} {self.currency}"

    def percent(self, fraction: Any, digits: int = 1) -> str:
        """A fraction of one as a percentage."""
        return "" if _missing(fraction) else f"{self.number(100 * float(fraction), digits)}%"

    def date(self, value: Any) -> str:
        """A date, a timestamp or ISO text as a short date with the month in letters."""
        if _missing(value):
            return ""
        iso = value.isoformat()[:10] if isinstance(value, (date, datetime)) else str(value)[:10]
        if iso not in self._dates:
            from babel.dates import format_date

            try:
                self._dates[iso] = format_date(date.fromisoformat(iso), "medium", self.cldr)
            except ValueError:
                return str(value)
        return self._dates[iso]


def _missing(value: Any) -> bool:
    return value is None or value == "" or value != value or (isinstance(value, float) and math.isinf(value))
