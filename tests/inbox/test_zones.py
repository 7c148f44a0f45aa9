"""Dates as mail writes them: instants with bounds, or nothing."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.inbox.zones import read_stamp


def at(text: str) -> dt.datetime:
    """``2019-03-15 22:30`` in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Fri, 15 Mar 2019 23:30:00 +0100", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 +0100 (CET)", "2019-03-15 22:30"),
        ("15 Mar 2019 23:30 +01:00", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 CET", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 (CET)", "2019-03-15 22:30"),
        ("Mon, 15 Jul 2019 23:30:00 CEST", "2019-07-15 21:30"),
        ("Fri, 15 Mar 2019 23:30:00 MET", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 EET", "2019-03-15 21:30"),
        ("Fri, 15 Mar 2019 23:30:00 MSK", "2019-03-15 20:30"),
        ("Fri, 15 Mar 2019 23:30:00 GMT+1", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 UTC+01:00", "2019-03-15 22:30"),
        ("Fri, 15 Mar 2019 23:30:00 -0000", "2019-03-15 23:30"),
        ("Fri, 15 Mar 2019 23:30:00 UT", "2019-03-15 23:30"),
        ("Fri, 15 Mar 2019 23:30:00 Z", "2019-03-15 23:30"),
        ("Fri, 15 Mar 2019 16:30:00 EST", "2019-03-15 21:30"),
        ("Fri, 15 Mar 2019 14:30:00 PDT", "2019-03-15 21:30"),
        ("15 Mar 2019 11:30:00 PM +0100", "2019-03-15 22:30"),
        ("15 Mar 2019 12:30:00 AM +0100", "2019-03-14 23:30"),
        ("Fri, 15 Mar 2019 24:00:00 +0100", "2019-03-15 23:00"),
        ("Fri, 15 Mar 2019 23:59:60 +0000", "2019-03-16 00:00"),
        ("Fri, 15 Mar 19 23:30:00 +0100", "2019-03-15 22:30"),
        ("Fri, 15 Mar 119 23:30:00 +0100", "2019-03-15 22:30"),
        ("2019-03-15T23:30:00+01:00", "2019-03-15 22:30"),
        ("2019-03-15 22:30:00.123Z", "2019-03-15 22:30"),
        ("ven., 15 mars 2019 23:30:00 +0100", "2019-03-15 22:30"),
        ("Do, 1 Aug 2019 10:00:00 +0200", "2019-08-01 08:00"),
        ("jeu. 1 août 2019 10:00:00 +0200", "2019-08-01 08:00"),
        ("Fri Mar 15 23:30:00 CET 2019", "2019-03-15 22:30"),
        ("Fri Mar 15 23:30:00 2019 +0100", "2019-03-15 22:30"),
        ("15-Mar-2019 23:30:00 +0100", "2019-03-15 22:30"),
        ("22/08/2002 10:25:57 +0100", "2002-08-22 09:25:57"),
    ],
)
def test_a_time_with_its_zone_is_one_instant(text: str, instant: str) -> None:
    """What the standard library makes naive, wrong or nothing of, among others."""
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.at, stamp.earliest, stamp.latest, stamp.zone) == (at(instant), at(instant), at(instant), "written")


@pytest.mark.parametrize(
    ("text", "shown", "earliest", "latest"),
    [
        ("15 Mar 2019 12:00:00 BST", "2019-03-15 11:00", "2019-03-15 01:00", "2019-03-15 11:00"),
        ("15 Mar 2019 12:00:00 IST", "2019-03-15 11:00", "2019-03-15 06:30", "2019-03-15 11:00"),
        ("15 Jul 2019 12:00:00 CET", "2019-07-15 11:00", "2019-07-15 10:00", "2019-07-15 11:00"),
        ("15 Mar 2019 12:00:00 W. Europe Standard Time", "2019-03-15 11:00", "2019-03-15 10:00", "2019-03-15 11:00"),
    ],
)
def test_a_name_that_means_several_zones_widens_the_bounds(text: str, shown: str, earliest: str, latest: str) -> None:
    """One meaning is shown, all of them lie within the bounds."""
    stamp = read_stamp(text)
    assert stamp is not None
    told = (stamp.at, stamp.earliest, stamp.latest, stamp.zone)
    assert told == (at(shown), at(earliest), at(latest), "doubtful")


@pytest.mark.parametrize(
    "text",
    [
        "15 Mar 2019 12:00:00", "Fri Mar 15 12:00:00 2019", "15/03/2019 12:00:00", "15 Mar 2019 12:00:00 +9900",
        "15 Mar 2019 12:00:00 XYZ", "15 Mar 2019 12:00:00 A", "2019-03-15 12:00:00",
    ],
)  # fmt: skip
def test_a_time_without_a_known_zone_may_be_anywhere_on_earth(text: str) -> None:
    """From 14 hours earlier to 12 hours later than if it were UTC."""
    stamp = read_stamp(text)
    assert stamp is not None
    told = (stamp.at, stamp.earliest, stamp.latest, stamp.zone)
    assert told == (at("2019-03-15 12:00"), at("2019-03-14 22:00"), at("2019-03-16 00:00"), "unknown")


def test_the_mailbox_zone_is_assumed_only_where_none_is_written() -> None:
    """Wall time of the mailbox; in the hour that autumn repeats, both instants are bounds."""
    zone = ZoneInfo("Europe/Brussels")
    winter = read_stamp("Fri Mar 15 23:30:00 2019", zone)
    assert winter is not None
    assert (winter.at, winter.earliest, winter.latest, winter.zone) == (*[at("2019-03-15 22:30")] * 3, "assumed")
    autumn = read_stamp("Sun Oct 27 02:30:00 2019", zone)
    assert autumn is not None
    assert (autumn.earliest, autumn.latest) == (at("2019-10-27 00:30"), at("2019-10-27 01:30"))
    written = read_stamp("Fri, 15 Mar 2019 23:30:00 -0500", zone)
    assert written is not None
    assert written.at == at("2019-03-16 04:30")


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "03/04/2019 10:00:00 +0100", "32 Mar 2019 10:00:00 +0100", "15 Foo 2019 10:00:00 +0100",
        "15 Mar 99999 10:00:00 +0100", "15 Mar 2019 25:00:00 +0100", "15 Mar 2019 24:01:00 +0100",
        "15 Mar 2019 10:61:00 +0100", "15 Mar 2019", "15 Mar 2019 13:00 PM +0100", "1 Jan 0001 00:00:00 +0100",
    ],
)  # fmt: skip
def test_what_is_no_date_for_certain_is_none(text: str) -> None:
    """Also a date whose day and month may be either way round."""
    assert read_stamp(text) is None


@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever stands there: an aware instant between its bounds, or nothing."""
    stamp = read_stamp(text)
    assert stamp is None or (stamp.earliest <= stamp.at <= stamp.latest and stamp.at.tzinfo is dt.UTC)


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2099, 1, 1)), st.integers(-12 * 4, 14 * 4))  # noqa: DTZ001 - wall times
def test_what_a_mail_server_writes_is_read_back(wall: dt.datetime, quarters: int) -> None:
    """Any time in any zone of RFC 5322 is the instant that the standard library wrote down."""
    moment = wall.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=15 * quarters)))
    stamp = read_stamp(f"{moment:%a, %d %b %Y %H:%M:%S %z}")
    assert stamp is not None
    assert (stamp.at, stamp.zone) == (moment.astimezone(dt.UTC), "written")
