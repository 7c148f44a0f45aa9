"""Entries: every label with what stands for it, whether or not the call knows the label."""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli.domain.base import Place
from cbt_cli.domain.forms import Entry, EntryKind
from cbt_cli.forms.evidence import Evidence
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known
from cbt_cli.forms.parts import in_parts
from cbt_cli.values.plain_text import folded

_LONGEST = 400
"""Letters of a label that an entry shows."""


def entries_of(found: Found, seen: Evidence, known: Known) -> Iterator[Entry]:
    """The entries that one label makes: one for each option, for each part of a label in parts, else one."""
    field = found.question.key if found.question else None
    if seen.ticked and seen.kind is not EntryKind.CHOICE:
        for one in seen.ticked:
            alone = one.caption == found.label
            yield _entry(
                found, one.caption or found.label, one.on, EntryKind.TICK, one.place or found.place, field=field,
                group=found.group if alone else found.label or found.group,
            )  # fmt: skip
        if seen.text is None:
            return
    if found.rows:
        return
    parts = in_parts(found, seen, known)
    if parts is not None:
        for part in parts:
            yield _entry(found, part.label, part.text, EntryKind.TEXT, seen.place, field=part.field)
        return
    value = seen.iso if seen.kind is EntryKind.DATE else seen.text
    raw = seen.raw if seen.raw is not None else (seen.text if value != seen.text else None)
    kind = seen.kind if seen.kind is not EntryKind.TICK else EntryKind.TEXT
    yield _entry(found, found.label, value, kind, seen.place, field=field, raw=raw, options=_offered(found))


def _offered(found: Found) -> tuple[str, ...]:
    """What the list that stands for a label offers: a drop-down or a cell with a list."""
    for spot in found.spots:
        if spot.cell is not None and spot.cell.options:
            return spot.cell.options
        for line in spot.lines:
            for control in line.controls:
                if control.options:
                    return control.options
    return ()


def _entry(  # noqa: PLR0913 - the columns of an entry
    found: Found, label: str, value: str | bool | None, kind: EntryKind, place: Place | None, *,
    field: str | None = None, group: str | None = None, raw: str | None = None, options: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    return Entry(
        label=folded(label)[:_LONGEST], value=value, kind=kind, place=place or found.place, field=field,
        section=found.section, group=(group if group is not None else found.group) or None, raw=raw, options=options,
    )  # fmt: skip
