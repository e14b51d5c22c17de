"""Attachments of a document as one custom XML part, which Word and LibreOffice keep."""

from base64 import b64encode
from collections.abc import Sequence

from ogirmodel.document import Attachment
from ogirmodel.model.cells import NO_XML
from ogirmodel.renderers.stencil import escape

__all__ = ["carried"]


def carried(attachments: Sequence[Attachment]) -> str:
    """Return the elements that carry ``attachments``: as text if it is text that XML can hold, else as base64.

    >>> carried([Attachment("a.txt", "text/plain", b"1 < 2")])
    '<file name="a.txt" type="text/plain">1 &lt; 2</file>'
    """
    return "".join(map(_file, attachments))


def _file(attachment: Attachment) -> str:
    name, media_type = escape(attachment.name), escape(attachment.media_type)
    try:
        text, encoding = attachment.data.decode(), ""
    except UnicodeDecodeError:
        text = "\r"
    if "\r" in text or NO_XML.search(text):
        text, encoding = b64encode(attachment.data).decode(), ' encoding="base64"'
    return f'<file name="{name}" type="{media_type}"{encoding}>{escape(text)}</file>'
