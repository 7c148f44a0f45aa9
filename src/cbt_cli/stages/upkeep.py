"""``cbt backup`` and ``cbt doctor``: a copy of the register, and whether everything is in order."""

from __future__ import annotations

import platform
import sqlite3
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cbt_cli import __version__
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.errors import OutputError
from cbt_cli.isolation import enforced
from cbt_cli.register import VERSION, open_register

LIBRARIES = ("lxml", "pydantic", "openpyxl", "python-docx", "babel", "highspy", "numpy")


@dataclass(frozen=True, slots=True)
class Health:
    """What was found: faults of the register in sentences, versions by name, and the limits on strangers' files that
    this system enforces."""

    faults: tuple[str, ...]
    versions: dict[str, str]
    limits: dict[str, bool]


def back_up(register_file: Path, call: Call, path: Path) -> None:
    """Writes a consistent copy of the register to ``path``, which must not be the register itself."""
    if path.resolve() == register_file.resolve():
        raise OutputError(say("{path} is the register itself.", path=path), say("Name another file for the copy."))
    with open_register(register_file, call) as register:
        register.copy(path)


def examine(register_file: Path, call: Call) -> Health:
    """Looks at everything that can be out of order."""
    with open_register(register_file, call) as register:
        faults = tuple(register.faults())
    versions = {"cbt": __version__, "register": str(VERSION), "Python": platform.python_version()}
    versions |= {"SQLite": sqlite3.sqlite_version, "system": sys.platform}
    versions |= {name: metadata.version(name) for name in LIBRARIES}
    return Health(faults, versions, enforced())
