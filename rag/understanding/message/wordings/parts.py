"""What several tables of wordings are made of."""

from __future__ import annotations

__all__ = ["COUNT", "MONTH", "THINGS"]

COUNT = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen"
MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
THINGS = r"pieces|units|articles|items|products|goods|days|weeks|orders|lines|stores|shops|suppliers|customers"
