"""Labels and answers of Word forms: one small document for each layout, with exactly what must be read of it."""

from __future__ import annotations

import pytest
from tests.forms.reading import entries, fields, read, ticked
from tests.forms.word import check_box, document, legacy, p, r, sdt, tbl, tc, tr

BOLD = "<w:b/>"
STRUCK = "<w:strike/>"
MARKED = '<w:highlight w:val="yellow"/>'
PROMPT = "Click or tap here to enter text."
TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def prompted(text: str) -> str:
    """A content control that shows its placeholder."""
    return sdt(r(text), "<w:showingPlcHdr/><w:text/>")


LAYOUTS = {
    "right of the label": tbl(tr("Family name", "Lovelace"), tr("Country", "France")),
    "below the label": tbl(tr("Family name", "Country"), tr("Lovelace", "France")),
    "below the label, one column": tbl(tr("Family name"), tr("Lovelace"), tr("Country"), tr("France")),
    "the same cell": tbl(tr("Family name: Lovelace", "Country: France")),
    "the same cell, next paragraph": tbl(
        tr(tc(p("Family name"), p("Lovelace"))), tr(tc(p("Country:"), p("France")))
    ),
    "two pairs a row": tbl(tr("Family name", "Lovelace", "Country", "France")),
    "a spacer column": tbl(tr("Family name", tc(), "Lovelace"), tr("Country", tc(), "France")),
    "behind a colon": p("Family name: Lovelace") + p("Country : France"),
    "behind a tab": p("Family name", TAB, "Lovelace") + p("Country", TAB, "France"),
    "behind dots": p("Family name ........ Lovelace") + p("Country ........ France"),
    "among underscores": p("Family name: ____Lovelace____") + p("Country: ____France____"),
    "pairs in one paragraph": p("Family name: Lovelace", TAB, "Country: France"),
    "the next paragraph": p("Family name") + p("Lovelace") + p("Country") + p("France"),
    "in a control": tbl(tr("Family name", tc(p(sdt(r("Lovelace"))))), tr("Country", tc(p(sdt(r("France")))))),
    "in a cell's control": tbl(tr("Family name", sdt(tc("Lovelace"))), tr("Country", sdt(tc("France")))),
    "in a legacy field": p("Family name: ", legacy("<w:textInput/>", "FORMTEXT", "Lovelace"))
    + p("Country: ", legacy("<w:textInput/>", "FORMTEXT", "France")),
    "numbered and starred": tbl(tr("1.1 Family name *", "Lovelace"), tr("1.2) Country*", "France")),
    "with hints": tbl(tr("Family name (in capitals)", "Lovelace"), tr(tc(p("Country"), p("(of residence)")), "France")),
    "with hints that no brackets set off": tbl(
        tr(tc(p("Family name"), p("Please write clearly")), "Lovelace"), tr(tc(p("Country"), p("In full")), "France")
    ),
    "in two languages": tbl(tr("Family name / Nom", "Lovelace"), tr(tc(p("Country"), p("Pays")), "France")),
    "a nested table": tbl(tr(tc(tbl(tr("Family name", "Lovelace"), tr("Country", "France")), p()))),
    "a hint's column": tbl(tr("Family name", "(as in your passport)", "Lovelace"), tr("Country", "(ISO)", "France")),
    "a column of examples": tbl(
        tr("Question", "Example", "Answer"), tr("Family name", "Doe", "Lovelace"), tr("Country", "Ruritania", "France")
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_answers(layout: str) -> None:
    """Wherever an answer stands to its label, it is read as the answer to that label."""
    assert fields(document(LAYOUTS[layout])) == {"family_name": "Lovelace", "country": "France"}


BLANKS = {
    "a blank cell before the next label": tbl(tr("Family name", ""), tr("Country", "France")),
    "a label right of it": tbl(tr("Family name", "Country"), tr("", "France")),
    "a prompt": tbl(tr("Family name", tc(p(prompted(PROMPT)))), tr("Country", "France")),
    "a prompt whose flag was lost": tbl(tr("Family name", tc(p(sdt(r(PROMPT))))), tr("Country", "France")),
    "a prompt in French": tbl(
        tr("Nom", tc(p(sdt(r("Cliquez ou appuyez ici pour entrer du texte."))))), tr("Pays", "France")
    ),
    "a bracketed prompt": tbl(tr("Family name", "[Enter your name]"), tr("Country", "France")),
    "underscores": p("Family name: ______________") + p("Country: France"),
    "dots": p("Family name ..................") + p("Country: France"),
    "an empty legacy field": p("Family name: ", legacy("<w:textInput/>", "FORMTEXT", "\u2002" * 5))
    + p("Country: France"),
    "the next paragraph is a label": p("Family name") + p("Country") + p("France"),
    "a section between": p("Family name") + p("Expertise") + p("Country: France"),
    "two pairs a row": tbl(tr("Family name", "", "Country", "France")),
}  # fmt: skip


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_stays_blank(blank: str) -> None:
    """What was left blank is read as blank, and never takes the next label or its answer."""
    assert fields(document(BLANKS[blank])) == {"family_name": None, "country": "France"}


def test_a_dash_is_an_answer() -> None:
    """A dash typed for "none" is kept as typed, not swallowed with the label's own marks."""
    assert fields(document(p("Telephone: -") + tbl(tr(tc(p("Website"), p("-")))))) == {"phone": "-", "website": "-"}


def test_a_prompt_with_the_answer_typed_behind_it() -> None:
    """The prompt is cut, the words behind it are the answer."""
    assert fields(document(tbl(tr("Family name", f"{PROMPT} Lovelace")))) == {"family_name": "Lovelace"}


def test_labels_in_a_sentence() -> None:
    """``Fait à …, le …`` holds two answers."""
    assert fields(document(p("Fait à Lyon, le 12/03/2019"))) == {"signed_at": "Lyon", "signed_on": "12/03/2019"}


def test_a_composite_label_is_told_apart() -> None:
    """ "Telephone / E-mail" gives one entry for each part."""
    data = document(tbl(tr("Telephone / E-mail", "(+33) 1 99 00 00 00, ada@example.org")))
    assert entries(data) == [("Telephone", "(+33) 1 99 00 00 00"), ("E-mail", "ada@example.org")]


def test_a_unit_beside_the_control_is_not_the_answer() -> None:
    """What the form prints beside the control is left out of a filled answer, and is none for a blank one."""
    filled, blank = sdt(r("3100")), prompted(PROMPT)
    data = document(tbl(tr("Airfare:", tc(p("$ ", filled))), tr("Hotel:", tc(p("$ ", blank)))))
    assert entries(data) == [("Airfare:", "3100"), ("Hotel:", None)]


def test_the_same_label_under_two_headings() -> None:
    """The section is said with each entry."""
    rows = tr("Name:", "Ada"), tr(tc(p("Referee"), about='<w:gridSpan w:val="2"/>')), tr("Name:", "Charles")
    found = [(one.section, one.label, one.value) for one in read(document(tbl(*rows))).entries]
    assert found == [(None, "Name:", "Ada"), ("Referee", "Name:", "Charles")]


def test_sub_labels_in_the_answers_cell() -> None:
    """Labels inside the cell of the answer belong to the label beside it."""
    data = document(tbl(tr("Address", tc(p("Street: 1 Example Street"), p("Town: Exampleville")))))
    found = [(one.group, one.label, one.value) for one in read(data).entries]
    assert found == [("Address", "Street:", "1 Example Street"), ("Address", "Town:", "Exampleville")]


def test_rows_below_a_header() -> None:
    """Each cell of a repeated row is an entry under its header; the row that shows how is left out."""
    example = tr("Example: 2001", "2003", "Anywhere", "Manager", "Other")
    data = document(
        p("Professional experience")
        + tbl(tr("From", "To", "Organisation", "Role", "Nature of the work"), example,
              tr("2010", "2014", "Bio Cluster", "Manager", "Management of a cluster"), tr("", "", "", "", ""))
    )  # fmt: skip
    assert entries(data) == [
        ("From", "2010"), ("To", "2014"), ("Organisation", "Bio Cluster"), ("Role", "Manager"),
        ("Nature of the work", "Management of a cluster"),
    ]  # fmt: skip


def test_a_table_question_in_blocks() -> None:
    """Columns that stand as labels, block after block, are rows of the table question and no questions themselves."""
    block = "From: {0}", "To: {1}", "Organisation: {2}", "Role: {3}"
    said = ("2010", "2014", "Bio Cluster", "Manager"), ("2015", "2019", "Food Valley", "Adviser")
    posts = "".join(p(line.format(*one)) for one in said for line in block)
    form = read(document(canonical() + p("Professional experience") + posts))
    assert [[(cell.column, cell.text) for cell in row] for row in form.answers["experience"].rows] == [
        list(zip(("start", "end", "organisation", "role"), one, strict=True)) for one in said
    ]
    assert form.answers["organisation"].text == "Bio Cluster"
    assert form.findings == ()


OPTIONS = ("Cluster strategy", "Member engagement", "Service portfolio")
ON = (True, False, True)
MARKED_ROWS = tuple(zip(OPTIONS, ON, strict=True))


def boxes(on: str, off: str) -> str:
    """The three options with a typed box before each."""
    return "".join(p(f"{on if one else off} {words}") for words, one in zip(OPTIONS, ON, strict=True))


TICKS = {
    "w14": "".join(
        p(check_box("1" if one else "0", "☒" if one else "☐"), f" {words}")
        for words, one in zip(OPTIONS, ON, strict=True)
    ),
    "legacy": "".join(
        p(legacy(f'<w:checkBox><w:checked w:val="{int(one)}"/></w:checkBox>', "FORMCHECKBOX"), f" {words}")
        for words, one in zip(OPTIONS, ON, strict=True)
    ),
    "glyphs": boxes("☑", "☐"),
    "brackets": boxes("[x]", "[ ]"),
    "parentheses": boxes("(X)", "( )"),
    "symbols": "".join(
        p(f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if one else "F0A8"}"/></w:r>', f" {words}")
        for words, one in zip(OPTIONS, ON, strict=True)
    ),
    "behind the words": "".join(
        p(f"{words} {'☒' if one else '☐'}") for words, one in zip(OPTIONS, ON, strict=True)
    ),
    "on one line": p(" ".join(f"{'☒' if one else '☐'} {words}" for words, one in zip(OPTIONS, ON, strict=True))),
    "an x beside": tbl(*(tr(words, "x" if one else "") for words, one in zip(OPTIONS, ON, strict=True))),
    "an x before": tbl(*(tr("x" if one else "", words) for words, one in zip(OPTIONS, ON, strict=True))),
    "yes and no columns": tbl(tr("", "Yes", "No"), *(tr(words, *("x ", " x")[not one]) for words, one in MARKED_ROWS)),
    "levels": tbl(tr("", "0", "1", "2"), *(tr(words, *("  x", "x  ")[not one]) for words, one in MARKED_ROWS)),
    "struck out": "".join(p(r(words, "" if one else STRUCK)) for words, one in zip(OPTIONS, ON, strict=True)),
    "highlighted": "".join(p(r(words, MARKED if one else "")) for words, one in zip(OPTIONS, ON, strict=True)),
}  # fmt: skip


@pytest.mark.parametrize("way", TICKS)
def test_one_list_from_every_way_of_ticking(way: str) -> None:
    """The same options, ticked the same way, give the same list however they were ticked."""
    form = read(document(p("Areas of knowledge you offer to share:") + TICKS[way]))
    ticks = [one.label for one in form.entries if one.field == "areas" and one.value is True]
    chosen = [one.value for one in form.entries if one.field == "areas" and isinstance(one.value, str)]
    assert ticks or "; ".join(map(str, chosen)).split("; ") == ["Cluster strategy", "Service portfolio"]
    assert ticks in ([], ["Cluster strategy", "Service portfolio"])


def test_yes_or_no_behind_the_question() -> None:
    """A pair of boxes on the question's line belongs to that question."""
    assert ticked(document(p("Have you been a mentor before? ☐ Yes ☒ No"))) == {
        "Have you been a mentor before?": ["No"]
    }


def test_a_box_without_a_state_is_said() -> None:
    """A list bullet drawn as a box has no state: unknown, not unticked."""
    form = read(document(p("Consent: ✓ ✗ maybe")))
    assert None in [one.value for one in form.entries]


def test_what_the_office_fills_in_is_no_answer() -> None:
    """The office's date is an entry, but answers nothing."""
    data = document(canonical() + p(r("For office use only", BOLD)) + p("Date: 18/03/2019"))
    form = read(data)
    assert form.answers["signed_on"].text == "12/03/2019"
    assert [one.value for one in form.entries if one.label == "Date:"][-1] == "18/03/2019"


def canonical(**changed: str) -> str:
    """Enough of the form to be the call's, as label and answer in a table."""
    said = {
        "Family name": "Lovelace", "First name": "Ada", "Organisation": "Bio Cluster", "Country": "France",
        "E-mail": "ada@example.org", "Working languages": "English", "Sectors of activity": "Food",
        "Motivation": "To share.", "Quotation per mentee (EUR, VAT excluded)": "2 900", "Date": "12/03/2019",
        "Evidence of your expertise": "See annex.",
    } | changed  # fmt: skip
    return tbl(*(tr(label, text) for label, text in said.items()))


def test_two_answers_are_a_finding() -> None:
    """Two different answers to one question are reported, and none is taken."""
    form = read(document(canonical() + tbl(tr("Country", "Belgium"))))
    assert form.answers["country"].text is None
    assert [(one.code, one.field, one.raw) for one in form.findings] == [("two-answers", "country", "France | Belgium")]


def test_the_form_twice() -> None:
    """Both copies are read, the filled one counts, and it is said."""
    form = read(document(canonical() + canonical(**{"Family name": ""})))
    assert form.answers["family_name"].text == "Lovelace"
    assert [one.code for one in form.findings] == ["form-twice"]


def test_a_misspelt_label_is_taken_and_said() -> None:
    """A label that is all but the call's wording is taken for it, with a note."""
    form = read(document(canonical().replace("Motivation", "Motivtion")))
    assert form.answers["motivation"].text == "To share."
    assert [(one.code, one.severity.value, one.field) for one in form.findings] == [
        ("label-by-likeness", "note", "motivation")
    ]


def test_the_organisers_address_is_not_the_applicants() -> None:
    """An address in the instructions answers nothing."""
    form = read(document(p("Questions? Write to office@example.net.") + canonical()))
    assert form.answers["email"].text == "ada@example.org"


def test_a_long_answer_keeps_its_lines() -> None:
    """Line breaks are kept, and a colon inside a long answer opens no label."""
    text = "To share.\nMy goals: growth and trust."
    data = document(tbl(tr("Motivation", tc(p("To share.", BREAK, "My goals: growth and trust.")))))
    assert fields(data) == {"motivation": text}


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Done at Exampleville", "signed_at", "Exampleville"),
        ("Fait à Saint-Exemple", "signed_at", "Saint-Exemple"),
        ("le 4 mars 2019", "signed_on", "4 mars 2019"),
        ("le Cliquez ou appuyez ici pour entrer une date. 2019-03-04", "signed_on", "2019-03-04"),
        ("Date of birth 12/05/1971", "signed_on", None),
        ("Le cluster compte 40 membres.", "signed_on", None),
    ],
)
def test_half_a_sentence_of_signature(line: str, field: str, value: str | None) -> None:
    """A place behind a preposition, a whole date behind its label; another label or a sentence is neither."""
    undated = canonical().replace(tr("Date", "12/03/2019"), "")
    answer = read(document(undated + p(line))).answers.get(field)
    assert (answer.text if answer else None) == value


def test_a_row_of_labels_of_which_one_is_known_has_its_answers_below() -> None:
    """Neither of the two is taken for the answer to the other, and what stands below the unknown one is kept."""
    rows = (
        ("Date of birth", "Place"),
        ("12/05/1971", "Exampleville"),
        ("VAT number", "Date"),
        ("XX 123", "4 March 2019"),
    )
    found = fields(document(canonical(Date="") + tbl(*(tr(*row) for row in rows))))
    assert (found["signed_at"], found["signed_on"]) == ("Exampleville", "4 March 2019")
    assert ("VAT number", "XX 123") in entries(document(canonical(Date="") + tbl(*(tr(*row) for row in rows))))


def test_a_date_twice_beside_its_label_heads_no_table_of_levels() -> None:
    """ "05/03/2019" begins with a figure and is no level of knowledge."""
    rows = (("", "English", "Français"), ("Date", "05/03/2019", "05/03/2019"), ("Postal address", "", ""))
    assert fields(document(canonical(Date="") + tbl(*(tr(*row) for row in rows))))["signed_on"] == "05/03/2019"


def test_half_a_label_that_is_misspelt_is_taken_and_said() -> None:
    """The answer is told apart into the two questions."""
    form = read(document(canonical() + tbl(tr("E-mail / Telehone", "ada@example.org, +33 4 00 00 00 00"))))
    assert (form.answers["email"].text, form.answers["phone"].text) == ("ada@example.org", "+33 4 00 00 00 00")
    assert {("label-by-likeness", "phone")} <= {(one.code, one.field) for one in form.findings}


def test_a_label_among_the_answers_of_a_table_is_said() -> None:
    """In a table with a header, a misspelt label is read as an answer; the officer is told which question it may be."""
    rows = (("Question", "Your answer", "Remarks"), ("Oter topc (pleas specfy)", "Trade fairs", "Legible"))
    form = read(document(canonical() + tbl(*(tr(*row) for row in rows))))
    assert ("answer-under-unknown-label", "other_area") in {(one.code, one.field) for one in form.findings}


def test_the_label_said_again_in_the_answer_is_no_question_of_its_own() -> None:
    """ "Mail:" behind a label for e-mail and telephone only repeats its half."""
    text = "E-mail / Telephone: Mail: ada@example.org, +33 4 00 00 00 00"
    form = read(document(canonical().replace(tr("E-mail", "ada@example.org"), "") + p(text)))
    assert (form.answers["email"].text, form.answers["phone"].text) == ("ada@example.org", "+33 4 00 00 00 00")


def test_a_word_for_examples_may_be_an_answer() -> None:
    """A column is one of examples only beside another for the answers."""
    rows = tr("Family name", "Example"), tr("Country", "France")
    assert fields(document(tbl(*rows))) == {"family_name": "Example", "country": "France"}
    three = tr("Family name", "Example", ""), tr("Country", "France", "")
    assert fields(document(tbl(*three))) == {"family_name": "Example", "country": "France"}
    headed = tr("Question", "Example", "Your answer"), tr("Family name", "Smith", "Lovelace")
    assert fields(document(tbl(*headed)))["family_name"] == "Lovelace"
