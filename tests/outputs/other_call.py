"""A small call of another kind: other questions, no areas of knowledge, a table of its own, a currency of its own."""

from __future__ import annotations

from cbt_cli.calls.load import parse_call

OTHER = parse_call(
    """
schema = 1
areas = []
[call]
id = "travel-grants"
programme = "Open Labs"
reference_prefix = "TG"
title = { en = "Travel & exchange grants", fr = "Bourses de voyage" }
about = { en = "Grants.", fr = "Bourses." }
[deadline]
text = "noon on 1 June 2020"
before = 2020-06-01T10:00:00Z
zone = "Europe/Paris"
[quotation]
cap = "900"
currency = "CHF"
vat = "unstated"
unit = "total"
[expertise]
management_years = "1"
window_years = 5
counselling_months = 0
[countries]
eligible = ["CH", "FR"]
mentees = ["MA"]
[form]
name = "travel-grant"
title = { en = "=1+1 Grant <form>", fr = "Demande de bourse" }
intro = { en = "Send it by noon.", fr = "Envoyez-la avant midi." }
[[form.questions]]
key = "project"
kind = "long_text"
section = { en = "Project", fr = "Projet" }
label = { en = "What will you do?", fr = "Que ferez-vous ?" }
[[form.questions]]
key = "means"
kind = "choice"
required = true
section = { en = "Project", fr = "Projet" }
label = { en = "You travel by", fr = "Vous voyagez en" }
options = [
  { key = "train", label = { en = "Train, or \\"sleeper\\"", fr = "Train" } },
  { key = "bus", label = { en = "Bus", fr = "Autocar" } },
]
[[form.questions]]
key = "stays"
kind = "experience"
rows = 2
section = { en = "Stays", fr = "Séjours" }
label = { en = "Earlier stays", fr = "Séjours précédents" }
columns = [
  { key = "where", label = { en = "Where", fr = "Où" } },
  { key = "start", label = { en = "From", fr = "Du" } },
]
[[form.questions]]
key = "cost"
kind = "money"
section = { en = "Cost", fr = "Coût" }
label = { en = "Cost (CHF)", fr = "Coût (CHF)" }
[[rules]]
name = "deadline"
stage = "admissibility"
clause = { section = "When", text = "by noon" }
[matching]
criteria = [{ name = "needs", points = "1" }]
""",
    "travel-grants.toml",
)
