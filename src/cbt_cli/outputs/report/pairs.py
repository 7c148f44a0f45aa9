"""The assignments with reasons, reserves and cost, and those who were left without."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.matching import Assignment, Mentee, Mentor, Score
from cbt_cli.outputs.report.drawing import Cell, table
from cbt_cli.outputs.report.markup import NOTHING, Html, joined, own, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import amount, criterion_word, level_word, number
from cbt_cli.outputs.wording import by_number


def assignments(of: Reported) -> Html:
    """A row for each mentee that has a mentor; the parts of its score open."""
    if of.run is None:
        nothing = tr("There is no matching yet. Run cbt match with the needs-diagnosis workbook.")
        return tag("p", nothing, class_="missing")
    if not of.assignments:
        nothing = tr("No mentee could be given a mentor; the reasons stand under Left without.")
        return tag("p", nothing, class_="missing")
    title = tr("Assignments")
    heads = [tr("Mentee"), tr("Mentor"), tr("Score"), tr("Cost"), tr("Reason"), tr("Reserves")]
    rows = [_row(of, one) for one in of.assignments]
    used = [code for one in of.assignments for code in (of.mentees[one.mentee].country, of.mentors[one.mentor].country)]
    return joined([
        tag("p", _summary(of), class_="note"),
        table(heads, rows, name=title, numbers=(2, 3), sortable=True, css="pairs cards"),
        of.footnotes(used),
    ])  # fmt: skip


def _summary(of: Reported) -> str:
    total = of.run.ranking.total_score if of.run else Decimal(0)
    scores = [one.score.total for one in of.assignments]
    return say("Pairs: {count}. Scores from {low} to {high}, {total} in all.", count=number(len(scores)),
               low=number(min(scores)), high=number(max(scores)),
               total=number(total)).text  # fmt: skip


def _row(of: Reported, one: Assignment) -> list[object]:
    mentee, mentor = of.mentees[one.mentee], of.mentors[one.mentor]
    reserves = [
        tag("li", link(of, other.mentor), " ", number(other.score.total) if other.score else NOTHING)
        for other in one.reserves
    ]
    return [
        Cell(who_needs(of, mentee), mentee.ref),
        Cell(who_offers(of, mentor), mentor.ref),
        Cell(number(one.score.total), one.score.total, "strong"),
        Cell(amount(one.cost, of.currency), one.cost if one.cost is not None else ""),
        Html(text_of(of.said(one.reason)) + _parts(of, mentee, one.score)),
        tag("ul", *reserves, class_="plain") if reserves else tr("none"),
    ]


def who_needs(of: Reported, mentee: Mentee) -> Html:
    """A mentee: reference, cluster and country."""
    name = NOTHING if of.anonymised else of.cluster(mentee)
    return joined([tag("b", mentee.ref), name, tag("small", of.country(mentee.country))], " ")


def who_offers(of: Reported, mentor: Mentor) -> Html:
    """A mentor: reference, name, organisation and country."""
    name = NOTHING if of.anonymised else of.applicant(mentor.ref)
    place = of.country(mentor.country)
    house = place if of.anonymised or not mentor.organisation else joined([own(mentor.organisation), place], ", ")
    return joined([link(of, mentor.ref), name, tag("small", house)], " ")


def link(of: Reported, ref: str) -> Html:
    """A mentor's reference, leading to the application."""
    return tag("a", ref, href=f"#app-{ref}") if ref in of.case else tag("b", ref)


def text_of(words: str) -> Html:
    """A sentence that began small, as a paragraph."""
    return tag("span", words[:1].upper() + words[1:])


def _parts(of: Reported, mentee: Mentee, score: Score) -> Html:
    lines = []
    for part in score.parts:
        worth = say("{points} of {most}", points=number(part.points), most=number(part.most))
        doubt = tag("i", " ", tr("(not known: a neutral value)")) if not part.known else NOTHING
        lines.append(tag("li", tag("b", criterion_word(part.criterion)), " ", worth, ": ", of.said(part.reason), doubt))
    needs = sorted((-level, key) for key, level in mentee.needs.items() if level > 0)
    asked = "; ".join(f"{of.area(key)} ({level_word(-level)})" for level, key in needs)
    lines.append(tag("li", tag("b", tr("All needs of the cluster")), ": ", asked or tr("none stated")))
    return tag("details", tag("summary", tr("Parts of the score")), tag("ul", *lines, class_="plain"))


def left_without(of: Reported) -> Html:
    """Mentees without a mentor, and mentors without a mentee, each with the reason."""
    if of.run is None:
        return tag("p", tr("There is no matching yet, so nobody was left without."), class_="missing")
    done = of.run.ranking
    mentees = sorted(done.unassigned_mentees.items(), key=lambda each: by_number(each[0]))
    mentors = sorted(done.unassigned_mentors.items(), key=lambda each: by_number(each[0]))
    parts: list[Html] = [tag("h3", tr("Mentees without a mentor"))]
    rows = [(who_needs(of, of.mentees[ref]), of.said(why)) for ref, why in mentees if ref in of.mentees]
    title = tr("Mentees without a mentor")
    parts.append(table([tr("Mentee"), tr("Reason")], rows, name=title) if rows
                 else tag("p", tr("Every mentee has a mentor.")))  # fmt: skip
    parts.append(tag("h3", tr("Eligible mentors without a mentee")))
    title = tr("Eligible mentors without a mentee")
    rows = [(who_offers(of, of.mentors[ref]), of.said(why)) for ref, why in mentors if ref in of.mentors]
    parts.append(table([tr("Mentor"), tr("Reason")], rows, name=title) if rows
                 else tag("p", tr("Every mentor has a mentee.")))  # fmt: skip
    shown = [*(of.mentees[ref].country for ref, _ in mentees if ref in of.mentees),
             *(of.mentors[ref].country for ref, _ in mentors if ref in of.mentors)]  # fmt: skip
    return joined([*parts, *_locked(of), of.footnotes(shown)])


def _locked(of: Reported) -> Iterator[Html]:
    pairs = of.run.needs.pairs if of.run else ()
    if pairs:
        title = tr("Pairs that the officer decided")
        words = {"lock": tr("this pair, come what may"), "exclude": tr("never this pair")}
        rows = [(pair.mentee, of.written(pair.mentor), words.get(pair.decision, pair.decision), of.written(pair.reason))
                for pair in pairs]  # fmt: skip
        yield tag("h3", title)
        yield table([tr("Mentee"), tr("Mentor"), tr("Decision"), tr("Reason")], rows, name=title)
