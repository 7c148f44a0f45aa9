"""The needs-diagnosis workbook → mentees, with what the officer decided about pairs and limits."""

from cbt_cli.needs.read import read_needs

__all__ = ["read_needs"]
