"""A worker's task that reads one file into its tree: for files that only a process with limits should open."""

from __future__ import annotations

import json

from sketch import findings, text

from cbt_cli.forms.docx import read_docx
from cbt_cli.forms.package import Unreadable, open_package
from cbt_cli.forms.sniff import sniff, why_unread
from cbt_cli.forms.xlsx import read_xlsx
from cbt_cli.isolation import Task

READERS = {"docx": read_docx, "xlsx": read_xlsx}


def prepare(_: bytes) -> Task:
    """The task of a worker: ``kind`` of the file, and its text, findings and active content, or why it is refused."""
    return read_one


def read_one(_: bytes, data: bytes) -> tuple[bytes, list[bytes]]:
    """One file as JSON."""
    kind = sniff(data)
    told: dict[str, object] = {"kind": kind}
    if kind not in READERS:
        told |= {"refused": kind, "sentence": why_unread(kind).text}
    else:
        try:
            tree = READERS[kind](open_package(data))
        except Unreadable as refused:
            told |= {"refused": refused.code, "sentence": refused.sentence.text}
        else:
            told |= {"text": text(tree)[:2_000_000], "findings": findings(tree), "active": tree.active_content}
    return json.dumps(told).encode(), []
