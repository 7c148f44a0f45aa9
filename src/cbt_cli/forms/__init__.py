"""Forms: an attachment's bytes → ``FilledForm``."""

from cbt_cli.forms.blank import without_blank
from cbt_cli.forms.read import read_form

__all__ = ["read_form", "without_blank"]
