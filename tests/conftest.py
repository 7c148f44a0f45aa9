"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# Timings belong into benchmarks: a busy machine fails no test. The gate tries the same examples on the same code, so
# that a red run can be run again; `make fuzz` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None)
settings.load_profile(os.environ.get("EXAMPLES", "same"))

os.environ["CBT_LANG"] = "en"  # tests compare English words, whatever the machine speaks
