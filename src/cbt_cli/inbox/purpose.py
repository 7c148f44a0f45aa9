"""Messages that are no submissions, told by how they are built and never by what their words seem to say."""

from __future__ import annotations

from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, say
from cbt_cli.inbox.mime import Part

_BOUNCE = say("A report of a mail server about the delivery of a message.")
_RECEIPT = say("A notice that a message was read.")
_REPORT = say("A report that a mail system made.")
_AUTOMATIC = say("An automatic reply.")
_INVITATION = say("An invitation to a meeting, or the answer to one.")
_NEWSLETTER = say("A circular sent to a list.")
_REPORTS = {"delivery-status": _BOUNCE, "disposition-notification": _RECEIPT}
_NULL_SENDERS = ("mailer-daemon", "postmaster", "mail-daemon", "mdaemon")


@dataclass(frozen=True, slots=True)
class Contents:
    """What hangs on a message: whether any file (pictures in the text aside), whether a document or an archive among
    them, and the types of all leaves."""

    files: bool
    documents: bool
    kinds: frozenset[str]


def not_a_submission(root: Part, contents: Contents, sender: str | None) -> Sentence | None:
    """Why the message is no submission, or ``None``. A message with files that only says of itself that a machine made
    it (a scanner, a portal) may be one, and so may one that came through a mailing list."""
    return _report(root, sender, contents) or _automatic(root, contents) or _circular(root, contents)


def _report(root: Part, sender: str | None, contents: Contents) -> Sentence | None:
    if root.kind == "multipart/report":
        kind = root.parameters.get("report-type", "").strip().lower()
        return _REPORTS.get(kind) or _by_kinds(contents) or _REPORT
    if root.raw("x-failed-recipients") is not None:
        return _BOUNCE
    null = (root.raw("return-path") or "?").strip() in {"<>", ""}
    local = (sender or "").partition("@")[0].casefold()
    if local in _NULL_SENDERS and (null or not contents.files):
        return _BOUNCE
    if null and not contents.files:
        return say("An automatic message: its sender takes no answer.")
    return None


def _by_kinds(contents: Contents) -> Sentence | None:
    if "message/delivery-status" in contents.kinds:
        return _BOUNCE
    return _RECEIPT if "message/disposition-notification" in contents.kinds else None


def _automatic(root: Part, contents: Contents) -> Sentence | None:
    submitted = (root.raw("auto-submitted") or "no").split(";")[0].split("(")[0].strip().lower()
    if submitted.startswith("auto-replied") and not contents.documents:
        return _AUTOMATIC
    if submitted not in {"no", ""} and not contents.files:
        return _AUTOMATIC
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder"):
        if (root.raw(name) or "no").strip().lower() not in {"no", "0", "false"} and not contents.files:
            return _AUTOMATIC
    if (root.raw("precedence") or "").strip().lower() in {"auto_reply", "auto-reply"} and not contents.files:
        return _AUTOMATIC
    if "text/calendar" in contents.kinds and not contents.files:
        return _INVITATION
    return None


def _circular(root: Part, contents: Contents) -> Sentence | None:
    """Only with the marks of mass mail: a question that came through the office's own list has ``List-Id`` too."""
    if contents.files or root.raw("list-unsubscribe") is None:
        return None
    bulk = (root.raw("precedence") or "").strip().lower() == "bulk"
    marked = any(root.raw(name) is not None for name in ("list-unsubscribe-post", "feedback-id", "x-campaignid"))
    return _NEWSLETTER if bulk or marked else None
