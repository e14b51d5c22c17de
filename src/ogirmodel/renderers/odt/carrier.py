"""Attachments of a document as files of the package, listed in its manifest."""

from collections.abc import Sequence

from ogirmodel.document import Attachment
from ogirmodel.renderers.stencil import escape

__all__ = ["file_entries"]


def file_entries(attachments: Sequence[Attachment]) -> str:
    """Return the entries of the manifest for ``attachments``."""
    return "".join(
        f'<manifest:file-entry manifest:full-path="{escape(one.name)}" manifest:media-type="{escape(one.media_type)}"/>'
        for one in attachments
    )
