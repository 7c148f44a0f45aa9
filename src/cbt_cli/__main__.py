"""``python -m cbt_cli`` and the command ``cbt``."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from cbt_cli.cli import app  # noqa: PLC0415 - workers that import this module need no command line
    from cbt_cli.console.failures import guarded  # noqa: PLC0415

    guarded(app)


if __name__ == "__main__":
    main()
