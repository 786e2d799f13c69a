"""Everything before a model sees it: tables, workspace, settings, ingestion.

Imported by every layer, so this is where the process says how its threads wait.
"""

from __future__ import annotations

import os

# A thread of OpenMP that spins at a barrier holds the core of the thread it waits for as soon as something else runs.
# Beside two busy processes on two cores the first sentence takes 1.7 s (p50) with the 300,000 rounds that GNU's OpenMP
# spins unless told otherwise, 0.8 s with a tenth of them; alone 0.31 and 0.33 s.
os.environ.setdefault("GOMP_SPINCOUNT", "30000")
