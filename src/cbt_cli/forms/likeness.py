"""Misspelt labels: taken for the wording that they all but are, never between two, and always said."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known, Match


def by_likeness(founds: Sequence[Found], known: Known) -> None:
    """Gives labels that nobody knows to the questions not found otherwise whose wording they all but are
    (``Known.nearest``). A question that two labels are like gets neither."""
    there = {one.key for found in founds for one in found.questions}
    missing = [one for one in known.questions.values() if one.key not in there]
    if not missing or len(there) < 2:
        return
    hits: dict[str, list[tuple[Found, str]]] = {}
    for found in founds:
        if found.match is None and found.applicants and not found.rows and not found.group and found.label:
            near = known.nearest(found.label)
            if near is not None and near[0] in missing:
                hits.setdefault(near[0].key, []).append((found, near[1]))
    for key, ones in hits.items():
        if len(ones) == 1:
            found, wording = ones[0]
            found.match, found.near = Match((known.questions[key],)), wording
