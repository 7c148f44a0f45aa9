"""Letters: their wording (templates) and their files (drafts of e-mails)."""

from cbt_cli.outputs.letters.draft import draft
from cbt_cli.outputs.letters.templates import Templates

__all__ = ["Templates", "draft"]
