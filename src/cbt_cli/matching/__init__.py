"""Mentors and mentees → the best assignment, ranked and explained; ``assign`` is its solver alone."""

from cbt_cli.matching.assign import Assigned, assign

__all__ = ["Assigned", "assign"]
