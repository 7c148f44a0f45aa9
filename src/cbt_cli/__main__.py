"""``python -m cbt_cli`` and the command ``cbt``."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from cbt_cli.cli.app import app  # noqa: PLC0415 - heavy libraries are imported where they are used

    app()


if __name__ == "__main__":
    main()
