"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # timings belong into benchmarks; a busy machine fails no test
settings.load_profile("untimed")
