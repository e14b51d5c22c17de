"""The files that a Word document of ours carries in a custom XML part."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from ogirmodel.document import Attachment
from ogirmodel.readers.docx.names import Element
from ogirmodel.readers.docx.package import Package

__all__ = ["attachments"]

KIND = "customXml"
SPACE = "urn:ogirmodel:attachments"


def attachments(package: Package) -> Iterator[Attachment]:
    """Yield what ``package`` carries; raises what reading a part raises."""
    for name in package.related(KIND):
        if SPACE.encode() in package.content(name):
            for file in package.root(name).iter(f"{{{SPACE}}}file"):
                named, media_type = file.get("name", ""), file.get("type", "")
                if Attachment.may_be(named, media_type):
                    yield Attachment(named, media_type, _data(file))


def _data(file: Element) -> bytes:
    text = file.text or ""
    if file.get("encoding") != "base64":
        return text.encode()
    try:
        return b64decode(text)
    except (Error, ValueError):
        return b""
