"""A register with invented applications, without any file having been read."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Applicant, Sort, Unpacked
from cbt_cli.register import open_register
from cbt_cli.rules.sound import sound
from cbt_cli.stages.settling import resettle

CALL = load_call()
HAND = Hand(who="A. Officer", at=dt.datetime(2019, 3, 20, 9, tzinfo=dt.UTC))


def add(
    path: Path, source: str, case: Case, call: Call = CALL, sender: str | None = None, behind: tuple[str, ...] = ()
) -> None:
    """Takes one form into the register, as if it had come in ``source`` from ``sender`` and those ``behind``."""
    data = (source + case.model_dump_json()).encode()
    record = case.record.application
    item = Unpacked(
        source=source,
        name=source,
        sha256=hashlib.sha256(data).hexdigest(),
        sort=Sort.FILE,
        form=FormOutcome.FORM,
        format="docx",
        sender=sender,
        behind=behind,
        receipt=case.receipt,
        applicant=Applicant(name=record.full_name, organisation=record.organisation, email=record.email),
    )
    form = FilledForm(format="docx", outcome=FormOutcome.FORM, record=case.record)
    with open_register(path, call, HAND, create=True) as register:
        register.keep(data, "made", [(item, form)])
        resettle(register, call)


def person(number: int, **changes: object) -> Case:
    """A sound application of somebody of her own."""
    return sound(CALL, {"family_name": f"Example{number}", "email": f"a{number}@example.org"}, **changes)
