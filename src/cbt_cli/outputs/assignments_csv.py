"""``assignments.csv``: the assignments as comma-separated values, for other tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Mentor, Needs, Ranking
from cbt_cli.outputs.csv_fields import BOM, csv_field
from cbt_cli.outputs.documents import amount
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.values.countries_shown import country_name

HEADERS = (
    "mentee", "cluster", "mentee_country", "mentor", "name", "organisation", "mentor_country", "score", "cost",
    "reserves", "reason",
)  # fmt: skip


def write_assignments_csv(output: Path, call: Call, found: Ranking, admitted: Sequence[Mentor], needs: Needs) -> None:
    """Writes the assignments to ``output``, UTF-8 with a byte order mark so that Excel reads the accents. Raises
    ``OutputError``."""
    mentors = {mentor.ref: mentor for mentor in admitted}
    mentees = {mentee.ref: mentee for mentee in needs.mentees}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADERS)
    for one in found.assignments:
        mentee, mentor = mentees[one.mentee], mentors[one.mentor]
        fields = (
            one.mentee, mentee.cluster, country_name(mentee.country, call), one.mentor, mentor.name,
            mentor.organisation or "", country_name(mentor.country, call), one.score.total, amount(one.cost) or "",
            " ".join(match.mentor for match in one.reserves), one.reason,
        )  # fmt: skip
        writer.writerow([csv_field(str(field)) for field in fields])
    replace_file(output, BOM + stream.getvalue().encode(), lambda data: data.decode("utf-8-sig"))
