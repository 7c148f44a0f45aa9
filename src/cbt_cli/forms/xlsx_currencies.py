"""Currency signs in number formats → ISO 4217 codes. A sign of several currencies counts only with its locale."""

from __future__ import annotations

CODES = frozenset({
    "AUD", "BAM", "BGN", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "GEL", "HKD", "HUF", "INR", "ISK", "JPY",
    "MAD", "MDL", "MKD", "NOK", "NZD", "PLN", "RON", "RSD", "RUB", "SEK", "SGD", "TND", "UAH", "USD", "ZAR",
})  # fmt: skip
"""The codes that are taken for a currency where they stand as a word in a format."""

_SIGNS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "zł": "PLN", "kč": "CZK",
    "ft": "HUF", "lei": "RON", "лв.": "BGN", "лв": "BGN", "sfr.": "CHF", "fr.": "CHF", "din.": "RSD", "₴": "UAH",
    "₽": "RUB", "₺": "TRY", "₹": "INR", "¥": "JPY", "km": "BAM",
}  # fmt: skip
_BY_LOCALE = {
    ("$", "1009"): "CAD", ("$", "c0c"): "CAD", ("$", "c09"): "AUD", ("$", "1409"): "NZD", ("$", "4809"): "SGD",
    ("$", "c04"): "HKD", ("¥", "804"): "CNY", ("kr", "41d"): "SEK", ("kr", "414"): "NOK", ("kr", "406"): "DKK",
    ("kr.", "406"): "DKK", ("kr", "40f"): "ISK", ("kr.", "40f"): "ISK", ("r", "1c09"): "ZAR", ("r", "436"): "ZAR",
}  # fmt: skip
"""(sign, Windows language identifier in hexadecimal digits) → code."""
_UNSURE = frozenset({"fr.", "km", "ft"})
"""Signs that are also other things (French francs, kilometres, feet): a currency only with a locale."""


def currency_of(symbol: str, locale: str) -> str | None:
    """The ISO 4217 code of ``symbol`` in ``[$symbol-locale]`` or alone; ``None`` where it is none for certain."""
    word, language = symbol.strip().lower(), locale.strip().lower().lstrip("0")[-4:]
    if word.upper() in CODES and symbol.strip().isupper():
        return word.upper()
    if found := _BY_LOCALE.get((word, language)):
        return found
    return None if word in _UNSURE and not language else _SIGNS.get(word)
