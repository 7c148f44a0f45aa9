"""Answers that read like another question of the form are told from answers."""

from __future__ import annotations

import pytest

from cbt_cli.forms.suspects import reads_like_a_label


@pytest.mark.parametrize(
    "text",
    [
        "Postal address", "Date of birth 12/05/1971", "Date of birth: 12/05/1971", "VAT number: XX 123 456",
        "How did you hear about this call?", "Adresse postale", "Date de naissance", "Numéro de TVA : FR 12",
        "Have you applied before?", "Bank details:", "Comment avez-vous connu cet appel ?",
    ],
)  # fmt: skip
def test_a_label_is_suspected(text: str) -> None:
    """Whatever stands behind it on the form."""
    assert reads_like_a_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "City of Lyon Cluster", "Example City", "+33 4 00 00 00 00", "Tel: +33 4 00", "None", "1950?",
        "Signature Foods", "I address clusters every day.", "www.example.org", "Director", "Rue de la Gare Cluster",
        "why not?", "Mobile: +33 6 00 00 00 00", "References: the board of the cluster.",
        "Mobile networks; energy", "As stated in the annual reports: three evaluations, two letters, one audit.",
    ],
)  # fmt: skip
def test_an_answer_is_not_suspected(text: str) -> None:
    """Names and sentences that only begin like a label, numbers, short doubts."""
    assert not reads_like_a_label(text)
