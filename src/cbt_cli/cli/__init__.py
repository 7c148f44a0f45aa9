"""The commands, one module a family: parse, run one stage, show, leave."""

from cbt_cli.cli import assigning, deciding, intake, judging, lettering, packing, protecting, reporting, upkeep  # noqa: F401 - importing a family hangs its commands on the app
from cbt_cli.cli.app import app

__all__ = ["app"]
