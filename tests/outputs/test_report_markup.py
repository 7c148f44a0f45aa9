"""The markup of the report: text stays text, whatever it is."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt_cli.outputs.report.markup import Html, island, own, tag, text
from cbt_cli.values.plain_text import visible

ANYTHING = st.text(st.characters(), max_size=60)


class Read(HTMLParser):
    """What a parser makes of the markup: its elements with attributes, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANYTHING)
@settings(deadline=None)
def test_any_text_is_read_back_as_the_same_text(words: str) -> None:
    """Whatever is written into an element or an attribute stands there, made visible, and is nothing else."""
    read = Read(tag("p", own(words), title=words))
    assert [name for name, _ in read.elements] == (["p", "bdi"] if words else ["p"])
    assert read.elements[0][1] == {"title": visible(words)}
    assert read.text == visible(words)


@given(st.recursive(ANYTHING | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=4), max_leaves=10))
@settings(deadline=None)
def test_data_cannot_end_its_element(document: object) -> None:
    """The JSON of an island holds no character of markup, and says what was put in."""
    markup = island("data", document)
    inner = markup.removeprefix('<script type="application/json" id="data">').removesuffix("</script>")
    assert set(inner) & set("<>&\u2028\u2029") == set()
    assert json.loads(inner) == document


@pytest.mark.parametrize(
    ("name", "value"),
    [("onclick", "x()"), ("style", "color:red"), ("src", "https://example.org"), ("href", "javascript:alert(1)"),
     ("href", "https://example.org")],
)  # fmt: skip
def test_what_the_page_never_has_cannot_be_made(name: str, value: str) -> None:
    """Handlers, inline styles, sources and addresses are refused where the markup is made."""
    with pytest.raises(ValueError, match="the report has no attribute"):
        tag("a", "words", **{name: value})


def test_attributes_are_quoted_left_out_or_alone() -> None:
    """``None`` and false are left out, true stands alone, anything else is quoted and escaped."""
    made = tag("input", type="search", hidden=True, value=None, disabled=False, aria_label='"<&')
    assert made == '<input type="search" hidden aria-label="&quot;&lt;&amp;"/>'


def test_markup_is_not_escaped_twice() -> None:
    """What ``tag`` made passes as it is; the same letters as text do not."""
    assert text(Html("<b>")) == "<b>"
    assert text("<b>") == "&lt;b&gt;"


def test_reversed_and_hidden_letters_are_shown() -> None:
    """A direction override and a zero-width space stand in the page as escapes."""
    assert own("a\u202egpj.exe\u200b") == "<bdi>a\\u202egpj.exe\\u200b</bdi>"
