"""Mentors and mentees → the best assignment, ranked and explained; ``assign`` is its solver alone."""

from cbt_cli.matching.assign import Assigned, assign
from cbt_cli.matching.criteria import CRITERIA
from cbt_cli.matching.frontier import frontier
from cbt_cli.matching.match import match

__all__ = ["CRITERIA", "Assigned", "assign", "frontier", "match"]
