"""Files beyond all measure cost bounded time and memory, and what is not read of them is said."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from excel import by_hand, inline
from word import document, p, tbl, tc, tr

from cbt_cli.calls import load_call
from cbt_cli.domain.findings import Severity
from cbt_cli.forms import read_form
from cbt_cli.isolation import Limits, Reply, Workers

ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>a</t></is></c></row>'.format
MERGE = '<mergeCell ref="{}"/>'.format
LIST = '<dataValidation type="list" sqref="{}"><formula1>"a,b"</formula1></dataValidation>'.format
ARRAY = '<c r="{0}{1}"><f t="array" ref="A1:GR5000">1</f><v>1</v></c>'.format


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """A worker that has ten seconds and half a gigabyte for a file."""
    with Workers("tree_worker:prepare", b"", count=1, limits=Limits(wall=60, cpu=10, memory=1 << 29)) as workers:
        yield workers


@pytest.mark.parametrize(
    ("data", "lines", "codes"),
    [
        pytest.param(document(tbl(*[tr("a", "b")] * 10_000)), 20_000, [], id="10,000 rows"),
        pytest.param(document(tbl(*[tr("a", "b")] * 20_000)), 24_999, ["document-too-long"], id="20,000 rows"),
        pytest.param(document(p("a") * 300_000), 50_000, ["document-too-long"], id="300,000 paragraphs"),
        pytest.param(document(p(*["a"] * 100_000)), 1, [], id="one paragraph of 100,000 runs"),
        pytest.param(document(tbl(tr(*["a"] * 5_000))), 5_000, [], id="5,000 columns"),
        pytest.param(document(tbl(tr(tc("a", about='<w:gridSpan w:val="2000000000"/>')))), 1, [], id="a vast span"),
        pytest.param(
            document(tbl(*[tr(tc("", about="<w:vMerge/>"))] * 3_000)), 1, [], id="a cell merged down 3,000 rows"
        ),
        pytest.param(
            by_hand("".join(ROW(at) for at in range(1, 20_001))), 5_000, ["outside-window"], id="20,000 rows of cells"
        ),
        pytest.param(
            by_hand(ROW(1), after=f"<mergeCells>{MERGE('A1:GR1') * 20_000}</mergeCells>"), 1, ["merges-left-out"],
            id="20,000 merged ranges over each other",
        ),
        pytest.param(
            by_hand(ROW(1), after=f"<mergeCells>{MERGE('A1:XFD1048576')}</mergeCells>"), 1, [], id="all cells merged"
        ),
        pytest.param(
            by_hand(ROW(1), after=f"<dataValidations>{LIST('A1:XFD1048576') * 3_000}</dataValidations>"), 1,
            ["lists-left-out"], id="3,000 lists on all cells",
        ),
        pytest.param(
            by_hand("".join(f'<row r="{at}">{ARRAY("A", at)}</row>' for at in range(1, 3_001))), 3_000,
            ["formula-result"], id="3,000 array formulas over each other",
        ),
        pytest.param(
            by_hand(f'<row r="1">{inline("A1", "a" * 1_000_000)}</row>'), 1, ["text-too-long"], id="a vast cell"
        ),
        pytest.param(document(p("a" * 1_000_000)), 1, ["text-too-long"], id="a vast paragraph"),
    ],
)  # fmt: skip
def test_bounded(pool: Workers, data: bytes, lines: int, codes: list[str]) -> None:
    """The file is read within the worker's limits, up to the reader's own, and a finding says so."""
    answer = pool.run(b"", data)
    assert isinstance(answer, Reply)
    told = json.loads(answer.document)
    assert (told["text"].count("\n") + 1, told["findings"]) == (lines, codes)


def test_an_answer_over_its_limit_is_a_finding_and_kept_whole() -> None:
    """The call file says how long an answer may be; what is longer is not cut, and waits for the officer."""
    call = load_call()
    written = ["a strong case of ours"] * 5
    rows = [tr(one.label.en, tc(*written) if one.key == "motivation" else "x") for one in call.form.questions]
    for most, told in ((100_000, []), (50, ["motivation"])):
        limits = call.limits.model_copy(update={"answer_characters": most})
        form = read_form(document(tbl(*rows)), call.model_copy(update={"limits": limits}))
        found = [one for one in form.findings if one.code == "answer-too-long"]
        assert [one.field for one in found] == told
        assert [one.severity for one in found] == [Severity.CLARIFY] * len(told)
        assert all(one.place and str(most) in one.sentence.text for one in found)
        assert [one.value for one in form.entries if one.field == "motivation"] == ["\n".join(written)]
