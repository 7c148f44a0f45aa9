"""What a blank form says beside the call's own wordings, in its two languages."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.domain.base import Words
from cbt_cli.domain.calls import Area, Call, Option, Question, QuestionKind
from cbt_cli.values.countries_shown import country_name, footnotes

SYNTHETIC = Words(
    en="Sample form – not the form of the original call",
    fr="Formulaire d'exemple – ce n'est pas le formulaire de l'appel d'origine",
)
REQUIRED = Words(en="* required", fr="* obligatoire")
PAGE = Words(en="Page {page} of {pages}", fr="Page {page} sur {pages}")

ENTER_TEXT = Words(en="Click or tap here to enter text.", fr="Cliquez ou appuyez ici pour entrer du texte.")
CHOOSE = Words(en="Choose an item.", fr="Choisissez un élément.")
ENTER_DATE = Words(en="Click or tap to enter a date.", fr="Cliquez ou appuyez ici pour entrer une date.")
SHORT_TEXT = Words(en="[enter text]", fr="[saisir du texte]")
SHORT_DATE = Words(en="[date]", fr="[date]")
XLSX_GUIDE = Words(
    en="Type in the white cells; all others are locked. Where an arrow appears beside a cell, choose from its list.",
    fr="Saisissez dans les cellules blanches ; les autres sont verrouillées. Là où une flèche apparaît à côté d'une "
    "cellule, choisissez dans sa liste.",
)
YES = Words(en="yes", fr="oui")

ROWS_HINT = Words(
    en="one row for each post or assignment; dates as month/year, for example 03/2014; “today” if it still lasts",
    fr="une ligne par poste ou mission ; dates en mois/année, par exemple 03/2014 ; « à ce jour » si en cours",
)
TICK_HINT = Words(en="tick all that apply", fr="cochez tout ce qui convient")
CROSS_HINT = Words(en="choose x beside each that applies", fr="choisissez x en face de chaque élément retenu")
YEARS_ADVICE = Words(en="A number of years, such as 7 or 7.5.", fr="Un nombre d'années, par exemple 7 ou 7,5.")
WHOLE_ADVICE = Words(en="A whole number, such as 2.", fr="Un nombre entier, par exemple 2.")
DATE_ADVICE = Words(en="A date as day/month/year.", fr="Une date sous la forme jour/mois/année.")
MONEY_ADVICE = Words(en="An amount in {currency}.", fr="Un montant en {currency}.")
LISTS = Words(en="Lists", fr="Listes")
FORM = Words(en="Form", fr="Formulaire")
COUNTRIES_HINT = Words(en="among: {countries}", fr="parmi : {countries}")


def hints(question: Question, call: Call, language: str, *, ticked: bool = True) -> str | None:
    """What the label's hint says: the call's own, else what the kind of answer asks for. ``ticked``: by tick boxes."""
    if question.hint is not None:
        return question.hint.of(language)
    if {"start", "end"} <= {column.key for column in question.columns}:
        return ROWS_HINT.of(language)
    if question.kind is QuestionKind.AREAS:
        return (TICK_HINT if ticked else CROSS_HINT).of(language)
    if question.kind is QuestionKind.COUNTRIES:
        names = ", ".join(country_names(call.countries.mentees, call, language))
        return COUNTRIES_HINT.of(language).format(countries=names)
    return None


def choices(question: Question, call: Call, language: str) -> list[str]:
    """The words that may be chosen for ``question``, in the form's language; none where the answer is free."""
    if question.kind is QuestionKind.COUNTRY:
        return country_names(call.countries.eligible, call, language)
    among: Sequence[Option | Area] = call.areas if question.kind is QuestionKind.AREAS else question.options
    return [one.label.of(language) for one in among]


def country_names(codes: Sequence[str], call: Call, language: str) -> list[str]:
    """The countries' names in ``language``, in the order of its dictionary as far as accents go."""
    return sorted((country_name(code, call, language) for code in codes), key=_dictionary)


def shown_footnotes(call: Call, language: str) -> list[str]:
    """The footnotes that go with the countries that the form names."""
    kinds = {question.kind for question in call.form.questions}
    shown = (*call.countries.eligible,) if QuestionKind.COUNTRY in kinds else ()
    shown += call.countries.mentees if QuestionKind.COUNTRIES in kinds else ()
    return footnotes(shown, call, language)


def _dictionary(name: str) -> str:
    return name.casefold().translate(str.maketrans("éèêàâîïôûùç", "eeeaaiiouuc"))


def titled(question: Question, language: str) -> str:
    """The label as printed: with an asterisk where an answer is required."""
    return question.label.of(language) + ("\u00a0*" if question.required else "")


def sections(call: Call) -> list[list[Question]]:
    """The form's questions in order, in runs of one section each."""
    runs: list[list[Question]] = []
    for question in call.form.questions:
        if runs and runs[-1][0].section == question.section:
            runs[-1].append(question)
        else:
            runs.append([question])
    return runs
