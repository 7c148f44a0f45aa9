"""The time of receipt: the best of all candidates, with bounds, and every candidate kept as evidence."""

from __future__ import annotations

import datetime as dt

import pytest

from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Receipt
from cbt_cli.inbox.clues import Clues
from cbt_cli.inbox.receipt import receipt

DATE = "Fri, 15 Mar 2019 21:58:00 +0100"
BORDER = (
    "from mx.sender.example.net (mx.sender.example.net [192.0.2.1]) by mx1.office.example.org; "
    "Fri, 15 Mar 2019 22:00:00 +0100"
)
INNER = "from mx1.office.example.org (10.0.0.1) by store.office.example.org with LMTP; Fri, 15 Mar 2019 22:00:09 +0100"
FETCH = "from store.office.example.org by archive.collector.example.com; Sat, 16 Mar 2019 08:00:00 +0100"
SENDER = "from [192.168.1.5] by mx.sender.example.net; Fri, 15 Mar 2019 21:59:00 +0100"
OWN = InboxFacts(own_hosts=("office.example.org",))
NOBODY = InboxFacts()


def at(hour: int, minute: int = 0, second: int = 0, day: int = 15) -> dt.datetime:
    """A time of March 2019 in UTC."""
    return dt.datetime(2019, 3, day, hour, minute, second, tzinfo=dt.UTC)


def told(found: Receipt) -> tuple[str, dt.datetime | None, str]:
    """(source, instant, confidence)."""
    return found.source, found.received_at, str(found.confidence)


def test_rule_1_the_oldest_hop_of_the_run_of_own_hosts_at_the_top() -> None:
    """Not the topmost one, and not what the sender's servers wrote."""
    found = receipt(Clues(received=(INNER, BORDER, SENDER), date=DATE), OWN)
    assert told(found) == ("received:own", at(21), "high")
    assert (found.earliest, found.latest, found.warnings) == (at(21), at(21), ())
    assert [(one.source, one.host, one.at) for one in found.evidence] == [
        ("received", "store.office.example.org", at(21, 0, 9)),
        ("received:own", "mx1.office.example.org", at(21)),
        ("received", "mx.sender.example.net", at(20, 59)),
        ("date_header", None, at(20, 58)),
    ]
    assert found.evidence[1].raw == BORDER


@pytest.mark.parametrize(
    "own",
    ["office.example.org", "mx1.office.example.org", "OFFICE.example.org.", "*.office.example.org", "@example.org"],
)
def test_own_hosts_are_matched_as_hosts_or_as_domains(own: str) -> None:
    """In any case, with or without the marks that people put before a domain."""
    assert told(receipt(Clues(received=(BORDER,)), InboxFacts(own_hosts=(own,)))) == ("received:own", at(21), "high")


@pytest.mark.parametrize("own", ["ffice.example.org", "org.example", "mx.sender.example.net", ""])
def test_a_host_that_only_ends_alike_is_not_ours(own: str) -> None:
    """A domain is matched at its dots, and the host that it came from is not the one that stamped it."""
    assert receipt(Clues(received=(BORDER,)), InboxFacts(own_hosts=(own,))).source == "received:top"


def test_the_run_ends_at_the_first_strange_host() -> None:
    """A hop below a stranger's that claims to be ours proves nothing."""
    forged = "from x.example.net by mx1.office.example.org; Thu, 14 Mar 2019 10:00:00 +0100"
    found = receipt(Clues(received=(BORDER, SENDER, forged)), OWN)
    assert told(found) == ("received:own", at(21), "high")


def test_a_forged_hop_right_below_our_border_does_not_decide() -> None:
    """Our host had it from outside; a line below that says it had been ours a day before widens the bounds."""
    late = BORDER.replace("Fri, 15 Mar 2019 22:00", "Sat, 16 Mar 2019 09:00")
    forged = "from x.example.net by mx1.office.example.org; Fri, 15 Mar 2019 10:00:00 +0100"
    found = receipt(Clues(received=(late, forged)), OWN)
    assert told(found) == ("received:own", at(9), "medium")
    assert (found.earliest, found.latest) == (at(9), at(8, day=16))
    (warning,) = found.warnings
    assert str(warning) == (
        "It came to our host mx1.office.example.org from outside at 2019-03-16 08:00:00 UTC, "
        "and a line below says that it had been ours before."
    )


def test_hosts_without_a_name_at_the_top_are_passed_over() -> None:
    """Gmail stamps with a bare address, fetchmail with ``localhost``, before the own hop comes."""
    for top in (
        "by 2002:a05:6a10:16a6:0:0:0:0 with SMTP id gp38csp; Fri, 15 Mar 2019 14:00:05 -0700 (PDT)",
        "from localhost (localhost [127.0.0.1]) by localhost (Postfix) with ESMTP; Fri, 15 Mar 2019 22:00:05 +0100",
    ):
        assert told(receipt(Clues(received=(top, BORDER)), OWN)) == ("received:own", at(21), "high")


EXCHANGE = """
from VI1PR08MB01.eurprd08.prod.outlook.com (2603:10a6:803:1::1) by AM0PR08MB02.eurprd08.prod.outlook.com with HTTPS via
 VI1PR0801CA0012.EURPRD08.PROD.OUTLOOK.COM; Fri, 15 Mar 2019 21:00:12 +0000
from DB5EUR01FT010.eop-EUR01.prod.protection.outlook.com (2a01:111::206) by VI1PR08.outlook.office365.com
 (2603:10a6::40) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.1709.13 via Frontend Transport;
 Fri, 15 Mar 2019 21:00:11 +0000
from mx.sender.example.net (192.0.2.1) by DB5EUR01FT010.mail.protection.outlook.com (10.152.4.1) with Microsoft SMTP
 Server id 15.20.1709.13 via Frontend Transport; Fri, 15 Mar 2019 21:00:10 +0000
from pc (unknown [192.168.1.5]) by mx.sender.example.net; Fri, 15 Mar 2019 20:00:00 +0000
"""


def test_exchange_online_chains() -> None:
    """Several hops of the provider; a sender who is a customer of the same provider is outside all the same."""
    chain = tuple(EXCHANGE.strip().replace("\n ", " ").split("\n"))
    own = InboxFacts(own_hosts=("outlook.com", "outlook.office365.com"))
    assert told(receipt(Clues(received=chain), own)) == ("received:own", at(21, 0, 10), "high")
    customer = (
        chain[0],
        chain[2].replace("mx.sender.example.net", "EUR05-DB8-obe.outbound.protection.outlook.com"),
        "from HE1PR01.eurprd01.prod.outlook.com by HE1PR02.eurprd01.prod.outlook.com; Fri, 15 Mar 2019 20:00:00 +0000",
    )
    found = receipt(Clues(received=customer), own)
    assert (found.earliest, found.latest, str(found.confidence)) == (at(20), at(21, 0, 10), "medium")


def test_an_own_hop_that_cannot_be_read_is_bounded_by_the_next() -> None:
    """The readable own hop above it is later, the readable hop below it earlier."""
    broken = BORDER.replace("Fri, 15 Mar 2019 22:00:00 +0100", "whenever")
    found = receipt(Clues(received=(INNER, broken, SENDER)), OWN)
    assert told(found) == ("received:own", at(21, 0, 9), "medium")
    assert (found.earliest, found.latest) == (at(20, 59), at(21, 0, 9))


def test_rule_2_outlooks_delivery_time() -> None:
    """High where the headers agree, else medium; not of a draft or a sender's copy."""
    alone = Clues(delivered=at(21), submitted=at(20, 58))
    assert told(receipt(alone, OWN)) == ("msg:delivery_time", at(21), "medium")
    agreed = Clues(delivered=at(21), received=(BORDER,))
    assert told(receipt(agreed, NOBODY)) == ("msg:delivery_time", at(21), "high")
    apart = Clues(delivered=at(22), received=(BORDER,))
    assert told(receipt(apart, NOBODY)) == ("msg:delivery_time", at(22), "medium")
    draft = Clues(delivered=at(21), submitted=at(20, 58), trusted=False)
    assert told(receipt(draft, OWN)) == ("date_header", at(20, 58), "low")
    copy = Clues(delivered=at(21), submitted=at(21))
    assert told(receipt(copy, OWN)) == ("date_header", at(21), "low")


def test_rule_1_comes_before_rule_2_and_a_disagreement_is_said() -> None:
    """Beyond five minutes the officer is told."""
    found = receipt(Clues(delivered=at(21, 4), received=(BORDER,)), OWN)
    assert (told(found), found.warnings) == (("received:own", at(21), "high"), ())
    found = receipt(Clues(delivered=at(22), received=(BORDER,)), OWN)
    assert [str(one) for one in found.warnings] == [
        "Outlook says that it was delivered at 2019-03-15 22:00:00 UTC, our own host says otherwise."
    ]


def test_rule_3_the_topmost_hop_is_an_upper_bound() -> None:
    """Without own hosts the lowest plausible hop is the lower one."""
    old = "from a.example.net by b.example.net; Fri, 15 Feb 2019 10:00:00 +0100"
    found = receipt(Clues(received=("from a by b.example.net; never", FETCH, BORDER, SENDER, old), date=DATE), NOBODY)
    assert told(found) == ("received:top", at(7, day=16), "medium")
    assert (found.earliest, found.latest) == (at(20, 59), at(7, day=16))


def test_own_hosts_that_did_not_stamp_it_lower_the_confidence() -> None:
    """Somebody else's stamp at the top is no proof of ours."""
    found = receipt(Clues(received=(SENDER,)), OWN)
    assert told(found) == ("received:top", at(20, 59), "low")
    assert [str(one) for one in found.warnings] == ["None of our own hosts stamped it at the top; somebody else's did."]


@pytest.mark.parametrize("name", ["1552683600.M1P2.host:2,S", "1552683600.V801I2.host_2,S=1", "1552683600.12_0.host"])
def test_rule_4_the_epoch_in_a_maildir_name(name: str) -> None:
    """The moment of delivery, or of synchronisation."""
    assert told(receipt(Clues(file_name=name, date=DATE), OWN)) == ("maildir:name", at(21), "medium")


@pytest.mark.parametrize("name", ["0001.eml", "15526836.M1P2.host", "1552683600.eml", "form 1552683600.M1P2.host"])
def test_other_names_tell_no_time(name: str) -> None:
    """Only the shape of a Maildir's names."""
    assert receipt(Clues(file_name=name), OWN).source == "unknown"


def test_rule_5_the_separator_line_of_a_mailbox_is_wall_time_there() -> None:
    """In the zone that the call file states; of low confidence."""
    line = "From anna@example.org Fri Mar 15 22:00:00 2019"
    brussels = InboxFacts(mailbox_zone="Europe/Brussels")
    assert told(receipt(Clues(from_line=line), brussels)) == ("mbox:from_line", at(21), "low")
    assert told(receipt(Clues(from_line=line), NOBODY)) == ("mbox:from_line", at(22), "low")


def test_a_time_of_storing_may_be_that_of_a_copy() -> None:
    """A synchronised Maildir, a mailbox that was written days later: it may have arrived as early as it was sent."""
    line = "From - Wed Mar 20 22:00:00 2019"
    for clues in (Clues(file_name="1553115600.M1P2.host", date=DATE), Clues(from_line=line, date=DATE)):
        found = receipt(clues, InboxFacts(mailbox_zone="Europe/Brussels"))
        assert (found.earliest, found.received_at, found.latest) == (at(20, 58), at(21, day=20), at(21, day=20))
        assert [str(one) for one in found.warnings] == [
            "The time may be that of a copy: by the sender's clock it was written at 2019-03-15 20:58:00 UTC."
        ]


def test_rule_6_the_senders_clock() -> None:
    """Of low confidence."""
    assert told(receipt(Clues(date=DATE), OWN)) == ("date_header", at(20, 58), "low")


def test_rules_7_and_8_a_files_time_proves_nothing() -> None:
    """Copying changes it; without it nothing is known."""
    assert told(receipt(Clues(modified=at(9)), OWN)) == ("file:mtime", at(9), "none")
    assert receipt(Clues(), OWN) == Receipt()


def test_times_of_others_are_evidence_only() -> None:
    """Signatures, Exchange's own header and what a mail program adds are kept with what they say."""
    others = (
        ("dkim-signature", "v=1; a=rsa-sha256; t=1552683500; x=1552783500; b=x"),
        ("x-original-arrival-time", "15 Mar 2019 20:59:30.0123 (UTC) FILETIME=[0:0]"),
        ("delivery-date", "Fri, 15 Mar 2019 22:00:01 +0100"),
    )
    found = receipt(Clues(others=others), OWN)
    assert told(found) == ("unknown", None, "none")
    assert [(one.source, one.at) for one in found.evidence] == [
        ("dkim-signature", at(20, 58, 20)),
        ("x-original-arrival-time", at(20, 59, 30)),
        ("delivery-date", at(21, 0, 1)),
    ]


def test_a_zone_that_is_not_written_is_that_of_the_mailbox_if_it_was_set() -> None:
    """Then confidence falls by one; where no zone is set, the bounds widen."""
    bare = "from mx.sender.example.net by mx1.office.example.org; Fri, 15 Mar 2019 22:00:00"
    own = InboxFacts(own_hosts=("office.example.org",), mailbox_zone="Europe/Brussels")
    found = receipt(Clues(received=(bare,)), own)
    assert (told(found), found.latest) == (("received:own", at(21), "medium"), at(21))
    found = receipt(Clues(received=(bare,)), OWN)
    assert (found.earliest, found.latest, str(found.confidence)) == (at(8), at(10, day=16), "medium")


@pytest.mark.parametrize(
    ("clues", "sentence"),
    [
        (
            Clues(received=(BORDER,), date="Fri, 15 Mar 2019 23:00:00 +0100"),
            "By the sender's clock it was written at 2019-03-15 22:00:00 UTC, after it had arrived.",
        ),
        (
            Clues(received=(INNER, BORDER, SENDER.replace("21:59", "23:59"))),
            "The hosts on its way stamped times that are out of order; one clock is wrong.",
        ),
        (Clues(received=(BORDER.replace("2019", "1970"),)), "The year 1970 cannot be right."),
    ],
)
def test_what_is_not_plausible_is_said_and_changes_nothing(clues: Clues, sentence: str) -> None:
    """A wrong clock is for the officer to weigh."""
    found = receipt(clues, OWN)
    assert ([str(one) for one in found.warnings], found.source) == ([sentence], "received:own")


def test_a_hop_without_semicolon_or_with_comments_is_read() -> None:
    """Comments may hold semicolons and the word “by”."""
    for raw in (
        "from mx.sender.example.net by mx1.office.example.org Fri, 15 Mar 2019 22:00:00 +0100",
        "from mx.sender.example.net (by (a; b) by x.example.net) by mx1.office.example.org; 15 Mar 2019 22:00 +0100",
        "from mx.example.net by\r\n\tmx1.office.example.org (Postfix); Fri, 15 Mar 2019\r\n 22:00:00 +0100 (CET; w)",
    ):
        assert told(receipt(Clues(received=(raw,)), OWN)) == ("received:own", at(21), "high")


def test_hostile_headers_are_bounded() -> None:
    """Ten thousand hops and a megabyte of brackets are evidence no longer than anybody reads."""
    found = receipt(Clues(received=("(" * 1_000_000, *["by x.example.org; " + "9" * 100_000] * 10_000)), OWN)
    assert len(found.evidence) == 60
    assert max(len(one.raw) for one in found.evidence) <= 600
