"""The rules: a record is held against the call, and who passes becomes a mentor.

Each rule is one file with one class: its text, its examples, its decision. Which rules a call has, their stage and the
clause that each rests on stand in the call file.
"""

from __future__ import annotations

from cbt_cli.rules.admit import admit
from cbt_cli.rules.judge import RULES, describe, judge, unknown_rules
from cbt_cli.rules.rule import Example, RuleInWords

__all__ = ["RULES", "Example", "RuleInWords", "admit", "describe", "judge", "unknown_rules"]
