"""The sample call's inbox in a register, by one officer at one instant."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Hand
from cbt_cli.stages.ingest import ingest

SAMPLES = Path(__file__).parents[2] / "samples"
HAND = Hand(who="A. Officer", at=dt.datetime(2019, 3, 20, 9, tzinfo=dt.UTC))


def ingested(folder: Path, call: Call) -> Path:
    """The register, in ``folder`` beside a copy of the inbox whose files are as old as that instant."""
    shutil.copytree(SAMPLES / "inbox", folder / "inbox")
    for file in (folder / "inbox").rglob("*"):
        os.utime(file, (HAND.at.timestamp(), HAND.at.timestamp()))
    register = folder / "cbt.sqlite"
    ingest(folder / "inbox", register, call, HAND)
    return register
