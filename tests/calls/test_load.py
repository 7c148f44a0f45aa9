"""The call file: complete, refused where it is wrong, and never guessed at."""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pydantic import ValidationError

from cbt_cli.calls import built_in_text, load_call
from cbt_cli.calls.faults import wanted
from cbt_cli.calls.load import parse_call
from cbt_cli.domain.calls import CRITERION_NAMES, Call
from cbt_cli.errors import CallFileError


def test_the_built_in_call_states_the_founding_calls_facts() -> None:
    """Deadline, cap, areas, rules and mentee countries are those of the call page."""
    call = load_call()
    assert call.deadline_at == dt.datetime(2019, 3, 15, 23, tzinfo=dt.UTC)
    assert (str(call.quotation.cap), call.quotation.currency, call.call.mentees) == ("3100.00", "EUR", 26)
    assert len(call.areas) == 10
    assert [rule.name for rule in call.rules] == [
        "deadline",
        "complete",
        "declarations",
        "european",
        "expertise",
        "evidence",
        "areas",
        "quotation-cap",
    ]
    assert call.countries.mentees == ("DZ", "EG", "JO", "LB", "MA", "PS", "TN")
    assert len(call.countries.eligible) == 32


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('cap = "3100.00"', 'capp = "3100.00"', "key quotation.capp is not known; did you mean cap?"),
        ('cap = "3100.00"', 'cap = "-1"', "key quotation.cap: it must be more than 0 (it says '-1')"),
        ('basis = "received"', 'basis = "posted"', "key deadline.basis"),
        ("before = 2019-03-15T23:00:00Z", "before = 2019-03-15T23:00:00", "key deadline.before"),
        (
            "before = 2019-03-15T23:00:00Z",
            "before = 2019-07-15T22:00:00Z",
            "deadline.text says CET, but summer time holds",
        ),
        ('key = "governance"', 'key = "services"', "areas: services stands there 2 times"),
        ('zone = "Europe/Brussels"', 'zone = "Brussels"', "deadline.zone: 'Brussels' is no time zone"),
    ],
)
def test_a_wrong_call_file_is_refused_with_key_and_reason(old: str, new: str, reason: str) -> None:
    """A misspelt key is named with the nearest known one; a contradiction says both sides."""
    text = built_in_text()
    assert old in text
    with pytest.raises(CallFileError) as caught:
        parse_call(text.replace(old, new), "call.toml")
    assert caught.value.message.startswith("call.toml")
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("cpu_seconds = 61", "cpu_seconds is greater than limits.seconds: nothing computes for longer than it lasts"),
        ("part_mib = 101", "part_mib is greater than limits.unpacked_mib: no part is larger than the whole"),
        (
            "unpacked_mib = 500",
            "memory_mib is less than four times limits.unpacked_mib: such a file could not be read",
        ),
    ],
)
def test_limits_that_make_no_sense_together_are_refused(line: str, told: str) -> None:
    """A limit that another one makes idle is a mistake."""
    with pytest.raises(CallFileError) as refused:
        parse_call(f"{built_in_text()}\n[limits]\n{line}\n", "call.toml")
    assert refused.value.message == f"call.toml contradicts itself: limits.{told}"


@pytest.mark.parametrize("line", ["seconds = 0", "memory_mib = 10", "parts = -1", "answer_characters = 2.5", "no = 1"])
def test_limits_out_of_reason_are_refused(line: str) -> None:
    """A limit of nothing, or one that is not known, names its key."""
    with pytest.raises(CallFileError, match=r"key limits\." + line.split(maxsplit=1)[0]):
        parse_call(f"{built_in_text()}\n[limits]\n{line}\n", "call.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "sectors"', 'name = "sector"', "criteria: there is no criterion 'sector'; write 'sectors'"),
        (
            'name = "wishes"',
            'name = "cost"',
            f"criteria: there is no criterion 'cost'; known are {', '.join(CRITERION_NAMES)}",
        ),
        ("reserves = 2", 'objective = ["served", "total", "served"]', "objective: served stands there 2 times"),
        ("reserves = 2", "objective = []", "objective: name at least one level: served, worst or leximin, total, cost"),
    ],
)
def test_a_matching_that_cannot_be_meant_is_refused_with_the_call_file(old: str, new: str, told: str) -> None:
    """A misspelt criterion and a doubled level are said when the call file is read, not when somebody matches."""
    with pytest.raises(CallFileError) as refused:
        parse_call(built_in_text().replace(old, new), "call.toml")
    assert refused.value.message == f"call.toml contradicts itself: matching.{told}"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("least_mentees", 2),
        ("least_score", Decimal(20)),
        ("priority_needed", True),
        ("objective", ("served", "worst", "total", "cost")),
    ],
)
def test_what_the_matching_offers_as_a_comment_is_a_setting(key: str, value: object) -> None:
    """Taking the comment sign away sets the key."""
    text = built_in_text()
    assert text.count(f"\n# {key} = ") == 1
    call = parse_call(text.replace(f"\n# {key} = ", f"\n{key} = "), "call.toml")
    assert getattr(call.matching, key) == value


WRONG = ("x", "", -1, 10**12, 0.5, True, [], ["x"], [[]], {}, {"x": 1}, dt.date(2019, 3, 15), float("nan"))


def leaves(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every key of a call file, of lists to the first entry."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, one in inner:
        yield from leaves(one, (*way, key))


def test_what_is_wrong_with_any_value_is_said_in_our_words() -> None:
    """Every key with values of every type: no sentence of the library's comes through."""
    whole = tomllib.loads(built_in_text())
    seen = set()
    for way in leaves(whole):
        for wrong in WRONG if way else ():
            changed = copy.deepcopy(whole)
            at = changed
            for step in way[:-1]:
                at = at[step]  # type: ignore[index]
            at[way[-1]] = wrong  # type: ignore[index]
            try:
                Call.model_validate(changed)
            except ValidationError as error:
                for fault in error.errors():
                    if fault["type"] not in {"extra_forbidden", "missing"}:
                        seen.add(fault["type"])
                        assert wanted(fault) is not None, (way, wrong, fault["type"], fault["msg"])
    assert len(seen) > 10
