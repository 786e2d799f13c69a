"""Everything before a model sees it: tables, workspace, settings, ingestion.

Imported by every layer, so this is where the process says how its threads wait.
"""

from __future__ import annotations

import os

# OpenMP threads that spin at a barrier take the core of the thread they wait for as soon as something else runs:
# beside two busy processes on two cores, the embedding of a question takes 1,852 ms (p95) spinning, 84 ms sleeping.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
