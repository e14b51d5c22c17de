"""Attachments of a document as files of the package, listed in its manifest."""

from collections.abc import Sequence

from ogirmodel.document import Attachment

__all__ = ["file_entries", "path_of"]


FOLDER = "ogirmodel/"


def path_of(attachment: Attachment) -> str:
    """Return where in the package an attachment is.

    >>> path_of(Attachment("a.txt", "text/plain", b""))
    'ogirmodel/a.txt'
    """
    return FOLDER + attachment.name


def file_entries(attachments: Sequence[Attachment]) -> str:
    """Return the entries of the manifest for ``attachments``."""
    return "".join(
        f'<manifest:file-entry manifest:full-path="{path_of(one)}" manifest:media-type="{one.media_type}"/>'
        for one in attachments
    )
