"""Opening one file, in a worker: a container gives its parts, anything else is read as a form."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from cbt_cli import __version__
from cbt_cli.domain.base import STRANGE, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.submissions import Opened
from cbt_cli.isolation import Failed, Limits, Task, Workers, read_regular

Opener = Callable[[bytes, str, dt.datetime | None], tuple[Opened, tuple[bytes, ...]]]
"""(bytes, name, time of the file) → what it is, and the bytes of what hangs on it."""


def prepare(setup: bytes) -> Task:
    """The worker's task. ``setup`` is JSON with the ``call`` and its ``blanks`` (base64); a header is JSON with
    ``name``, ``modified`` and ``form_only``."""
    from cbt_cli.forms import read_form, without_blank  # noqa: PLC0415 - readers are loaded in workers only
    from cbt_cli.inbox import open_container  # noqa: PLC0415
    from cbt_cli.records import make_record  # noqa: PLC0415

    given = json.loads(setup)
    call = Call.model_validate(given["call"])
    blanks = [read_form(base64.b64decode(blank), call) for blank in given["blanks"]]

    def open_one(header: bytes, data: bytes) -> tuple[bytes, list[bytes]]:
        told = json.loads(header)
        modified = dt.datetime.fromisoformat(told["modified"]) if told["modified"] else None
        if not told["form_only"]:
            container = open_container(data, told["name"], call.inbox, modified=modified)
            if container is not None:
                return container[0].model_dump_json().encode(), container[1]
        form = without_blank(read_form(data, call), blanks)
        if form.outcome is FormOutcome.FORM:
            form = form.model_copy(update={"record": make_record(form, call), "findings": ()})  # the record has them
        return Opened(format=form.format, form=form).model_dump_json().encode(), []

    return open_one


def workers(call: Call, files: int) -> Workers:
    """As many workers as serve ``files`` files well."""
    count = max(1, min(files, os.cpu_count() or 1, 4))
    blanks = [base64.b64encode(data).decode("ascii") for data in _blanks(call)]
    setup = {"call": call.model_dump(mode="json", by_alias=True), "blanks": blanks}
    given = call.limits
    limits = Limits(wall=given.seconds, cpu=given.cpu_seconds, memory=given.memory_mib << 20)
    return Workers(f"{__name__}:prepare", json.dumps(setup).encode(), count=count, limits=limits)


def _blanks(call: Call) -> list[bytes]:
    """The bytes of the blank forms that the call sent out; ``stages.calling`` has seen that they are there."""
    return [read_regular(Path(name), call.limits.file_mib << 20, follow=True) for name in call.form.blanks]


def opener(pool: Workers, *, form_only: bool = False) -> Opener:
    """Opens a file in the pool. Whatever happens there comes back as a value with its reason."""

    def open_one(data: bytes, name: str, modified: dt.datetime | None) -> tuple[Opened, tuple[bytes, ...]]:
        told = {"name": name, "modified": modified.isoformat() if modified else None, "form_only": form_only}
        answer = pool.run(json.dumps(told).encode(), data)
        if isinstance(answer, Failed):
            return _failed(answer.sentence), ()
        try:
            opened = Opened.model_validate_json(answer.document, context=STRANGE)
        except ValidationError:
            return _failed(say("The reader of this file gave an answer that cannot be right.")), ()
        if len(opened.attachments) != len(answer.blobs):
            return _failed(say("The reader of this file gave an answer that cannot be right.")), ()
        return opened, answer.blobs

    return open_one


def _failed(sentence: Sentence) -> Opened:
    return Opened(format="unknown", form=FilledForm(format="unknown", outcome=FormOutcome.UNREADABLE, reason=sentence))


def reading(call: Call) -> str:
    """A digest of all that the reading of a form depends on beside the form: the call's file, the blank forms and this
    program's version."""
    form = call.form.model_copy(update={"blanks": ()})  # what they hold counts, not where they lie
    digest = hashlib.sha256(f"{__version__}\n{call.model_copy(update={'form': form}).model_dump_json()}".encode())
    for data in _blanks(call):
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()
