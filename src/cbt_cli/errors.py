"""Errors: a wrong installation or a wrong call of the tool. A wrong *application* is a finding, never an error."""

from __future__ import annotations


class CbtError(Exception):
    """An expected failure: a sentence for the user, and what to do about it. Nothing was changed.

    ``message`` names the file and the place; ``hint`` says what to do next. Both are words or a ``Sentence``.
    """

    exit_code = 3

    def __init__(self, message: object, hint: object = "") -> None:
        super().__init__(message)
        self._message, self._hint = message, hint

    @property
    def sentences(self) -> tuple[object, object]:
        """Message and hint as given, to be said again elsewhere."""
        return self._message, self._hint

    @property
    def message(self) -> str:
        """What went wrong, in the language of whoever is told (not in that of the letter that was being written)."""
        return str(self._message)

    @property
    def hint(self) -> str:
        """What to do about it, in the same language."""
        return str(self._hint)


class UsageError(CbtError):
    """The command was given something that cannot be meant."""

    exit_code = 2


class CallFileError(CbtError):
    """The call file contradicts itself, is misspelt or is not there."""


class RegisterError(CbtError):
    """The register is of another version, is no register, or cannot be written."""


class NeedsError(CbtError):
    """The needs-diagnosis workbook cannot be used as it stands."""


class WorkbookError(CbtError):
    """A workbook that comes back from the officer cannot be taken as it stands."""


class OutputError(CbtError):
    """A file cannot be written where it was asked for."""
