"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # timings belong into benchmarks; a busy machine fails no test
settings.load_profile("untimed")

os.environ["CBT_LANG"] = "en"  # tests compare English words, whatever the machine speaks
