"""The files that an OpenDocument text of ours carries in its package."""

from collections.abc import Iterator

from ogirmodel.archive import Archive
from ogirmodel.document import Attachment
from ogirmodel.readers.markup import parse_xml

__all__ = ["attachments"]

FOLDER = "ogirmodel/"
MANIFEST = "META-INF/manifest.xml"
SPACE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def attachments(package: Archive) -> Iterator[Attachment]:
    """Yield what ``package`` carries and lists; raises what reading a part raises."""
    if not any(name.startswith(FOLDER) for name in package.names) or MANIFEST not in package:
        return
    for entry in parse_xml(package.read(MANIFEST), MANIFEST).iter(f"{SPACE}file-entry"):
        path, media_type = entry.get(f"{SPACE}full-path", ""), entry.get(f"{SPACE}media-type", "")
        name = path.removeprefix(FOLDER)
        if path.startswith(FOLDER) and path in package and Attachment.may_be(name, media_type):
            yield Attachment(name, media_type, package.read(path))
