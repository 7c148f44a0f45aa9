"""Data binding of Word's content controls (ECMA-376 part 1, 17.5.2.6): the text they are bound to."""

from __future__ import annotations

import re

from lxml import etree

from cbt_cli.forms.docx_names import Element, W
from cbt_cli.forms.package import Package, Relationship
from cbt_cli.forms.refusals import Damaged

_PATH = re.compile(r"(?:/(?:[\w.\-]+:)?[\w.\-]+(?:\[\d{1,6}\])?)+(?:/@(?:[\w.\-]+:)?[\w.\-]+)?(?:/text\(\)(?:\[1\])?)?")
"""The paths that Word writes; any other expression of a stranger's is not evaluated."""
_PREFIX = re.compile(r"xmlns:([\w.\-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
"""The stores that are no custom XML part ([MS-OI29500] 2.1.463), by the kind of their relationship."""


class Bindings:
    """The XML parts that controls are bound to, opened when a control asks."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self._stores: dict[str, Element] | None = None

    def text(self, binding: Element) -> str | None:
        """The text that a ``w:dataBinding`` points at; ``None`` where there is no such part or node."""
        path = (binding.get(f"{W}xpath") or "").strip()
        store = self._store((binding.get(f"{W}storeItemID") or "").upper())
        if store is None or not _PATH.fullmatch(path):
            return None
        prefixes = {name: one or two for name, one, two in _PREFIX.findall(binding.get(f"{W}prefixMappings") or "")}
        try:
            found = store.getroottree().xpath(path, namespaces=prefixes)
        except (etree.XPathError, ValueError, TypeError):
            return None
        if not isinstance(found, list) or not found:
            return None
        first = found[0]
        if isinstance(first, str):
            return first
        return "".join(part for part in first.itertext() if isinstance(part, str)) if etree.iselement(first) else None

    def _store(self, item: str) -> Element | None:
        if self._stores is None:
            self._stores = {}
            self._open_custom()
            for name, kind in _PROPERTIES.items():
                part = next((one.target for one in self._related("") if one.kind == kind), None)
                root = None if part is None else self._xml(part)
                if root is not None:
                    self._stores[name] = root
        return self._stores.get(item)

    def _open_custom(self) -> None:
        for one in self._related(self._main):
            if one.kind != "customXml":
                continue
            for side in self._related(one.target):
                properties = self._xml(side.target) if side.kind == "customXmlProps" else None
                root = self._xml(one.target) if properties is not None else None
                if properties is not None and root is not None and self._stores is not None:
                    name = next((value for key, value in properties.items() if str(key).endswith("itemID")), "")
                    self._stores[str(name).upper()] = root

    def _related(self, part: str) -> list[Relationship]:
        try:
            return [one for one in self._package.relationships(part).values() if not one.external and not one.dangling]
        except Damaged:
            return []

    def _xml(self, part: str) -> Element | None:
        try:
            return self._package.xml(part)
        except Damaged:
            return None
