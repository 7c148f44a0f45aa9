"""Mails with and without a form in a register, as ``cbt ingest`` leaves them, and the sample people's real files."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from pathlib import Path
from typing import Any

from made_register import CALL, HAND

from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.submissions import Applicant, Sort, Submission, Unpacked
from cbt_cli.register import open_register
from cbt_cli.rules.sound import received
from cbt_cli.stages.settling import resettle

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))  # its scripts are no package

from cast import NOT_EUROPEAN
from filling import filled
from messages import message

__all__ = ["NOT_EUROPEAN", "arrives", "filled", "message"]


def arrives(
    path: Path,
    source: str,
    case: Case | None,
    at: dt.datetime,
    sender: str,
    call: Call = CALL,
    *,
    certain: bool = True,
    attached: str | None = None,
    form: str = "",
    **mail: Any,
) -> None:
    """A message of that instant, with the form of ``case`` if there is one. ``form``: what makes its bytes its own
    (else its record does); ``certain``: whether its time is; ``attached``: the name of another file."""
    receipt = received(at)
    if not certain:
        receipt = receipt.model_copy(
            update={"earliest": at - dt.timedelta(hours=1), "latest": at + dt.timedelta(hours=1)}
        )
    told = {"source": source, "sender": sender, "receipt": receipt}
    submission = Submission(sender=sender, receipt=receipt, **mail)
    kept: list[tuple[Unpacked, FilledForm | None]] = [
        (Unpacked(name=source, sha256=_digest(source), sort=Sort.MESSAGE, submission=submission, **told), None)
    ]
    if case is not None:
        record = case.record.application
        required = [question.key for question in call.form.questions if question.required]
        missing = tuple(key for key in required if key not in case.record.sources)
        applicant = Applicant(
            name=record.full_name, organisation=record.organisation, email=record.email, missing=missing
        )
        item = Unpacked(
            part="form.docx", name="form.docx", sha256=_digest(form or case.record.model_dump_json()), sort=Sort.FILE,
            parent=0, form=FormOutcome.FORM, format="docx", applicant=applicant, **told,
        )  # fmt: skip
        kept.append((item, FilledForm(format="docx", outcome=FormOutcome.FORM, record=case.record, language="en")))
    if attached is not None:
        found = Unpacked(part=attached, name=attached, sha256=_digest(attached), sort=Sort.FILE, parent=0,
                         form=FormOutcome.UNREADABLE, format="pdf", **told)  # fmt: skip
        kept.append((found, None))
    with open_register(path, call, HAND, create=True) as register:
        register.keep(source.encode(), "made", kept)
        resettle(register, call)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
