"""``cbt read``: what is read in each form, without a register."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.errors import CbtError
from cbt_cli.isolation import read_regular
from cbt_cli.stages.opening import opener, workers


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read. ``file`` is the path as given, ``sha256`` the digest of its bytes."""

    file: str
    sha256: str
    form: FilledForm

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the file, then those of its fields."""
        record = self.form.record
        return self.form.findings + (record.findings if record else ())

    @property
    def needs_officer(self) -> bool:
        """Whether anything was not read for certain."""
        doubtful = any(finding.severity is not Severity.NOTE for finding in self.findings)
        return doubtful or self.form.outcome is not FormOutcome.FORM


def read_files(
    files: Sequence[Path], call: Call, *, progress: Callable[[int, int], None] | None = None
) -> list[Reading]:
    """Reads each file as a form, in the order given. A file that is not there is an error, said before anything is
    read."""
    missing = [str(path) for path in files if not os.path.lexists(path)]
    if missing:
        raise CbtError(
            say("There is no file {names}.", names=", ".join(missing)),
            say("Name the filled forms to read, one or more."),
        )
    readings = []
    with workers(call, len(files)) as pool:
        open_one = opener(pool, form_only=True)
        for done, path in enumerate(files, start=1):
            try:
                data = read_regular(path, call.limits.file_mib << 20)
            except OSError as error:
                raise CbtError(
                    say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror),
                    say("Is it open, or are you not allowed?"),
                ) from error
            form = open_one(data, path.name, None)[0].form
            if form is None:  # only a container has none, and none is asked for
                reason = say("It is no form.")
                form = FilledForm(format="unknown", outcome=FormOutcome.UNREADABLE, reason=reason)
            readings.append(Reading(str(path), hashlib.sha256(data).hexdigest(), form))
            if progress is not None:
                progress(done, len(files))
    return readings
