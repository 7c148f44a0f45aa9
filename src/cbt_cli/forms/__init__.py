"""Forms: an attachment's bytes → ``FilledForm``."""

from cbt_cli.forms.read import read_form

__all__ = ["read_form"]
