"""The parts of a Word document in the making: added and saved through python-docx, whoever laid the document out."""

import io
import zipfile

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart

from ogirmodel.renderers.stencil import marker

__all__ = ["CARRIED", "DECLARATION", "add_carrier", "add_part", "add_styles_part", "core_properties", "drop", "saved"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CARRIED = "urn:ogirmodel:attachments"
"""The namespace of the custom XML part that carries a document's attachments."""

ITEM_ID = "{6F676972-6D6F-5D65-8C61-747461636864}"
"""How Word tells our part from other custom XML of a document."""


def add_part(
    document: WordDocument, name: str, kind: str, relation: str, xml: str, *, package: bool = False
) -> WordPart:
    """Add a part that belongs to the document, or to the package as a whole."""
    owner = document.part.package if package else document.part
    part = WordPart(PackURI(name), kind, xml.encode(), document.part.package)
    owner.relate_to(part, relation)
    return part


def drop(document: WordDocument, kinds: frozenset[str]) -> None:
    """Drop the parts to which document or package are related in one of these ways."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in kinds:
                del relations[key]


def core_properties(document: WordDocument) -> str:
    """Add what the file says of itself, a report's words left open; return the name of the part."""
    xml = (
        f"{DECLARATION}"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{marker('title')}</dc:title><dc:creator>{marker('organ')}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    part = add_part(document, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, xml, package=True)
    return str(part.partname.membername)


def add_carrier(document: WordDocument) -> str:
    """Add the custom XML part for attachments, left open, and its properties; return its name."""
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    xml = f'{DECLARATION}<attachments xmlns="{CARRIED}">{marker("attachments")}</attachments>'
    item = add_part(document, name, CT.XML, RT.CUSTOM_XML, xml)
    properties = (
        f"{DECLARATION}"
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
        f' ds:itemID="{ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{CARRIED}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    about = PackURI(name.replace("/item", "/itemProps"))
    kind = CT.OFC_CUSTOM_XML_PROPERTIES
    item.relate_to(WordPart(about, kind, properties.encode(), package), RT.CUSTOM_XML_PROPS)
    return str(item.partname.membername)


def add_styles_part(document: WordDocument, xml: bytes) -> None:
    """Add the styles of a document that has none."""
    add_part(document, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, xml.decode())


def saved(document: WordDocument) -> dict[str, bytes]:
    """Return the parts as they would be written, by name."""
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}
