"""The package of a Word file: python-docx reads its relationships, our bounded archive reads its parts, one by one and on demand.

`docx.Document()` would parse every XML part on opening (half of the whole reading time goes into styles that nobody asks for),
refuses macro-enabled files and templates, and reads entries without a limit; its package layer is used without that.
"""

from __future__ import annotations

from typing import Any

from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.pkgreader import PackageReader
from lxml import etree

from extract.limits import BoundedZip
from extract.word.names import STRICT, TRANSITIONAL_OF
from extract.xml import Element, parse_xml
from records.errors import BrokenFile

_NO_DOCUMENT = "В файле нет самого текста документа (word/document.xml). Запросите файл ещё раз или сохраните его в Word заново."
_USUAL_MAIN_PART = "/word/document.xml"


class WordPackage(PackageReader):
    """The main document part and the parts that it refers to by type of relationship.

    Raises BrokenFile where the package or its main part is missing or damaged.
    """

    def __init__(self, archive: BoundedZip) -> None:
        self._archive = archive
        self._parsed: dict[str, Element] = {}
        self.main = self._main_part()
        self._relationships = self._relationships_of(self.main)

    def document(self) -> Element:
        """The root of the main document part."""
        return self._parse(self.main)

    def related(self, kind: str) -> Element | None:
        """The root of the first part of a kind («styles», «numbering», «footnotes» …); None where there is none."""
        for relationship in self._relationships:
            if not relationship.is_external and _kind(relationship) == kind:
                return self._parse_if_present(relationship)
        return None

    def by_id(self, relationship_id: str) -> Element | None:
        """The root of the part that the main part refers to by this id; None where there is none."""
        for relationship in self._relationships:
            if relationship.rId == relationship_id and not relationship.is_external:
                return self._parse_if_present(relationship)
        return None

    def bytes_by_id(self, relationship_id: str) -> bytes | None:
        """The bytes of the part that the main part refers to by this id; None where there is none inside the package."""
        for relationship in self._relationships:
            if relationship.rId == relationship_id and not relationship.is_external:
                target = _target(relationship)
                return self._archive.read(target) if target is not None and target in self._archive else None
        return None

    def has_pictures(self) -> bool:
        """Whether the package holds any picture."""
        return any("/media/" in name for name in self._archive.names())

    def content_types(self) -> bytes:
        """The list of content types as stored; empty where it is missing."""
        name = "[Content_Types].xml"
        return self._archive.read(name) if name in self._archive else b""

    def _main_part(self) -> PackURI:
        for relationship in self._relationships_of(PACKAGE_URI):
            if _kind(relationship) == "officeDocument" and not relationship.is_external:
                target = _target(relationship)
                if target is not None and target in self._archive:
                    return target
        if _USUAL_MAIN_PART not in self._archive:
            raise BrokenFile(_NO_DOCUMENT)
        return PackURI(_USUAL_MAIN_PART)

    def _relationships_of(self, source: PackURI) -> list[Any]:
        try:
            return list(self._srels_for(self, source))  # type: ignore[no-untyped-call]
        except (etree.XMLSyntaxError, AttributeError, ValueError) as error:
            raise BrokenFile from error

    def rels_xml_for(self, source: PackURI) -> bytes | None:
        """What python-docx asks of a physical package: the relationships of a part, None where it has none."""
        return self._archive.read(source.rels_uri) if source.rels_uri in self._archive else None

    def _parse_if_present(self, relationship: Any) -> Element | None:
        target = _target(relationship)
        return self._parse(target) if target is not None and target in self._archive else None

    def _parse(self, name: str) -> Element:
        if name not in self._parsed:
            self._parsed[name] = _as_transitional(parse_xml(self._archive.read(name)))
        return self._parsed[name]


def _kind(relationship: Any) -> str:
    return str(relationship.reltype).rpartition("/")[2]


def _target(relationship: Any) -> PackURI | None:
    """The part's name inside the package; None where the target is no name at all."""
    try:
        return PackURI(relationship.target_partname)
    except (ValueError, IndexError, TypeError):
        return None


def _as_transitional(root: Element) -> Element:
    """A Strict part read as a Transitional one: the elements are the same, only their namespaces differ."""
    if not any(str(uri).startswith(STRICT) for uri in root.nsmap.values()):
        return root
    data = etree.tostring(root, encoding="utf-8")
    for strict, transitional in TRANSITIONAL_OF.items():
        data = data.replace(strict.encode(), transitional.encode())
    return parse_xml(data)
