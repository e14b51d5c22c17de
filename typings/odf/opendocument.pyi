from typing import IO

from odf.element import Element

class OpenDocumentText:
    meta: Element
    text: Element
    styles: Element
    fontfacedecls: Element
    automaticstyles: Element
    masterstyles: Element
    def __init__(self) -> None: ...
    def addPicture(self, filename: str, mediatype: str, content: bytes) -> str: ...
    def write(self, file: IO[bytes]) -> None: ...
