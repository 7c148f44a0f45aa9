"""The messages of the sample inbox, in the order in which they arrive, each with what must become of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, replace
from typing import Any

import cast
from cast import Person
from filling import filled, retyped
from messages import CET, OFFICE, Attached, bounce, message
from truth import expected

from cbt_cli.domain.calls import Call
from cbt_cli.outputs.packages import timeless

DEADLINE = dt.datetime(2019, 3, 16, 0, 0, tzinfo=CET)
Part = tuple[str | None, str, str | None]

_COVER = {
    "en": "Dear Sir or Madam,\n\nplease find my application attached.\n\nKind regards\n{name}\n",
    "fr": "Madame, Monsieur,\n\nveuillez trouver ci-joint ma candidature.\n\nCordialement\n{name}\n",
}
_SUBJECT = {"en": "Application – Cluster Booster Track", "fr": "Candidature – Cluster Booster Track"}
_FORM_NAME = {"en": "Application form {name}", "fr": "Formulaire de candidature {name}"}


@dataclass(frozen=True)
class Sample:
    """One file of the inbox and its expected result."""

    source: str
    data: bytes
    expected: dict[str, Any]


def samples(call: Call) -> list[Sample]:
    """All files of the sample inbox."""
    return [*_ordinary(call), *_special(call), *_versions(call), *_wrapped(call), *_without_form(call)]


def form_of(person: Person, call: Call) -> Attached:
    """The applicant's filled form with its file name."""
    name = _FORM_NAME[person.language].format(name=person.last)
    return f"{name}.{person.format}", filled(person, call)


def mail_of(person: Person, received: dt.datetime, attached: tuple[Attached, ...], **more: Any) -> bytes:
    """The applicant's message."""
    name = f"{person.first} {person.last}"
    text = _COVER[person.language].format(name=name)
    return message(f"{name} <{person.email}>", _SUBJECT[person.language], text, received, attached, **more)


def _alone(number: str, person: Person, received: dt.datetime, call: Call, *beside: Attached) -> Sample:
    """One message with one form, and perhaps annexes."""
    form = form_of(person, call)
    parts: list[Part] = [(None, "message", None), (form[0], "application", person.key)]
    parts += [(name, "supporting", person.key) for name, _ in beside]
    return Sample(f"{number}.eml", mail_of(person, received, (form, *beside)), expected(parts, [(form[0], person)]))


def _pdf(title: str) -> bytes:
    """A small but sound PDF with one empty page."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n% " + title.encode() + b"\n"
    )
    return body + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def _ordinary(call: Call) -> list[Sample]:
    found = []
    for index, person in enumerate(cast.ORDINARY):
        received = DEADLINE - dt.timedelta(days=18 - index // 2, hours=14 - index % 5, minutes=7 * index)
        beside = ((f"CV {person.last}.pdf", _pdf(person.last)),) if index % 5 == 0 else ()
        found.append(_alone(f"{index + 1:04d}", person, received, call, *beside))
    return found


_SPECIAL = (
    cast.OVER_CAP, cast.ONE_CENT_OVER, cast.VAT_INCLUDED, cast.POUNDS, cast.FOUR_AND_A_HALF_YEARS, cast.COUNSELLOR,
    cast.NOT_EUROPEAN, cast.NO_CONSENT, cast.LINKED, cast.BLANK_PRICE,
)  # fmt: skip


def _special(call: Call) -> list[Sample]:
    found = []
    for index, person in enumerate(_SPECIAL):
        received = DEADLINE - dt.timedelta(days=6, hours=3 * index, minutes=11)
        found.append(_alone(f"{index + 23:04d}", person, received, call))
    found.append(_alone("0033", cast.LAST_SECOND, DEADLINE - dt.timedelta(seconds=1), call))
    found.append(_alone("0034", cast.LATE, DEADLINE + dt.timedelta(minutes=1), call))
    words = cast.AREAS_IN_WORDS
    form: Attached = ("Candidature Lavergne.docx", retyped(words, call))
    mail = mail_of(words, DEADLINE - dt.timedelta(days=2, hours=5), (form,))
    parts: list[Part] = [(None, "message", None), (form[0], "application", words.key)]
    found.append(Sample("0035.eml", mail, expected(parts, [(form[0], words)])))
    return found


def _versions(call: Call) -> list[Sample]:
    """One applicant sends three versions; the last leaves the price open. The second counts."""
    second = cast.RESUBMITTED
    first = replace(second, quotation="3 300 EUR", money=("3300.00", "EUR", "excluded", "mentee"))
    third = replace(second, quotation="", money=None)
    found = []
    for number, person, days, outcome in (
        ("0036", first, 9, "superseded"), ("0037", second, 5, "application"), ("0038", third, 3, "superseded"),
    ):  # fmt: skip
        form = form_of(person, call)
        parts: list[Part] = [(None, "message", None), (form[0], outcome, person.key)]
        mail = mail_of(person, DEADLINE - dt.timedelta(days=days, hours=9), (form,), identity=f"version{number}")
        found.append(Sample(f"{number}.eml", mail, expected(parts, [(form[0], person)])))
    again = found[1]
    copy = expected([(None, "duplicate", None)], [])
    return [*found, Sample("copies/0037 (1).eml", again.data, copy)]


def _zip(*files: Attached, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            member = zipfile.ZipInfo(name, (2019, 3, 12, 10, 0, 0))
            member.create_system = 0  # else it says on which system it was made
            archive.writestr(member, data, method)
    return buffer.getvalue()


def _wrapped(call: Call) -> list[Sample]:
    """A form in a forwarded message, one in an archive, two from one assistant, one that lies loose in the folder."""
    inner = cast.FORWARDED
    form = form_of(inner, call)
    received = DEADLINE - dt.timedelta(days=4, hours=2)
    original = mail_of(inner, received, (form,), identity="original")
    forward = message(
        f"A colleague <colleague@{OFFICE.partition('@')[2]}>", "FW: Application", "This came to my own address.\n",
        received + dt.timedelta(hours=5), (("application.eml", original),),
    )  # fmt: skip
    outer = f"{_SUBJECT[inner.language]}.eml"
    parts: list[Part] = [
        (None, "message", None), (outer, "message", None), (f"{outer} / {form[0]}", "application", inner.key),
    ]  # fmt: skip
    found = [Sample("0039.eml", forward, expected(parts, [(f"{outer} / {form[0]}", inner)]))]

    person = cast.ZIPPED
    form = form_of(person, call)
    packed: Attached = ("Documents.zip", _zip(form, ("CV.pdf", _pdf(person.last))))
    parts = [
        (None, "message", None), (packed[0], "archive", None),
        (f"{packed[0]} / {form[0]}", "application", person.key), (f"{packed[0]} / CV.pdf", "supporting", person.key),
    ]  # fmt: skip
    mail = mail_of(person, DEADLINE - dt.timedelta(days=3, hours=7), (packed,))
    found.append(Sample("0040.eml", mail, expected(parts, [(f"{packed[0]} / {form[0]}", person)])))

    forms = [form_of(person, call) for person in cast.OFFICE]
    mail = message(
        "Secretariat <secretariat@example.org>", "Two applications", "Please find two applications attached.\n",
        DEADLINE - dt.timedelta(days=2, hours=8), tuple(forms),
    )  # fmt: skip
    parts = [(None, "message", None)]
    parts += [(form[0], "application", person.key) for form, person in zip(forms, cast.OFFICE, strict=True)]
    both = [(form[0], person) for form, person in zip(forms, cast.OFFICE, strict=True)]
    found.append(Sample("0041.eml", mail, expected(parts, both)))

    loose = cast.LOOSE
    name, data = form_of(loose, call)
    found.append(Sample(name, data, expected([(None, "application", loose.key)], [(None, loose)])))
    return found


def _without_form(call: Call) -> list[Sample]:
    """What else lies in such an inbox."""
    ordinary = form_of(cast.ORDINARY[0], call)
    day = dt.timedelta(days=1)
    damaged: Attached = ("Application form.docx", _cut(ordinary[1]))
    scan: Attached = ("Application scanned.pdf", _pdf("scan"))
    letter: Attached = ("Letter of interest.docx", _letter())
    plain = [
        ("0042", "Question about the call", (), None, (), "not_a_submission"),
        ("0043", "My application", (damaged,), None, (), "message"),
        ("0044", "Application", (scan,), None, (), "message"),
        ("0045", "Interested", (letter,), None, (), "message"),
        ("0046", "Automatic reply: Call", (), None, (("Auto-Submitted", "auto-replied"),), "not_a_submission"),
    ]
    outcome = {damaged[0]: "unreadable", scan[0]: "unreadable", letter[0]: "no_form"}
    found = []
    for index, (number, subject, attached, identity, headers, whole) in enumerate(plain):
        sender = f"Somebody Else <somebody{index}@example.org>"
        received = DEADLINE - day * (7 - index)
        mail = message(sender, subject, "Please see below.\n", received, attached, identity=identity, headers=headers)
        parts: list[Part] = [(None, whole, None), *((name, outcome[name], None) for name, _ in attached)]
        found.append(Sample(f"{number}.eml", mail, expected(parts, [])))
    returned = expected([(None, "not_a_submission", None)], [])
    found.append(Sample("0047.eml", bounce(DEADLINE - day * 8), returned))
    found.append(Sample("~$plication form.docx", b"\x05Admin" + b" " * 40, expected([(None, "ignored", None)], [])))
    return found


def _cut(package: bytes) -> bytes:
    """The first part of a package, as a transfer that broke off leaves it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return _zip(*members, method=zipfile.ZIP_STORED)[:20_000]


def _letter() -> bytes:
    from docx import Document  # noqa: PLC0415 - only here

    document = Document()
    document.add_paragraph("Dear colleagues, I would be glad to hear more about your call. Yours, Somebody Else")
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())
