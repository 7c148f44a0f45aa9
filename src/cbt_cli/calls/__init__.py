"""Call file → Call. The built-in call is a call file like any other."""

from cbt_cli.calls.drafting import call_text, questions_of
from cbt_cli.calls.load import BUILT_IN, built_in_text, load_call, parse_call

__all__ = ["BUILT_IN", "built_in_text", "call_text", "load_call", "parse_call", "questions_of"]
